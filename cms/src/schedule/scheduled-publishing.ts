import { setTimeout as sleep } from 'node:timers/promises'
import { errors } from '@strapi/utils'
import type { Core, UID } from '@strapi/strapi'
import type { Ability } from '../desk-routes/admin-route'
import { mayDo } from '../desk-routes/document-access'
import { codeOf } from '../events/lasting-connection'
import { asAccount } from '../publication/actor'
import { refuse, type Transaction } from '../publication/document-action'
import { lockDocument } from '../publication/document-lock'
import { addHistoryRow } from '../publication/history'
import { dueSchedules, markFailed, takeDue, type Due } from './schedules'

const pollMs = 1_000
const longestPauseMs = 15_000

export type ScheduledPublishing = { close: () => Promise<void> }

/**
 * Publishes what is due. Every replica looks; whoever locks the document first takes the order, and order,
 * publication and event commit together. A lost database is waited for: what became due meanwhile goes out then.
 */
export function openScheduledPublishing(strapi: Core.Strapi): ScheduledPublishing {
  const closing = new AbortController()
  const connection = strapi.db.connection as unknown as Transaction
  const run = async (): Promise<void> => {
    let pauseMs = pollMs
    while (!closing.signal.aborted) {
      try {
        for (const due of await dueSchedules(connection))
          if (!closing.signal.aborted) await publishDue(strapi, due)
        pauseMs = pollMs
      } catch (error) {
        strapi.log.warn(`scheduled publishing waits: ${codeOf(error)}`)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    close: async () => {
      closing.abort()
      await running
    },
  }
}

/** @throws what is nobody's refusal, such as a lost database: the order waits on */
async function publishDue(strapi: Core.Strapi, due: Due): Promise<void> {
  try {
    await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
      await lockDocument(trx, due.documentId)
      const accountId = await takeDue(trx, due.id)
      if (accountId === undefined) return
      await refuseLostPermission(strapi, due, accountId)
      const documents = strapi.documents(due.uid as UID.ContentType)
      await asAccount(accountId, () => documents.publish({ documentId: due.documentId }))
    })
  } catch (error) {
    if (!(error instanceof errors.ApplicationError)) throw error
    await giveUp(strapi, due, error.message)
  }
}

/** Who ordered it may have left since, or lost the role or the region. */
async function refuseLostPermission(strapi: Core.Strapi, due: Due, accountId: number): Promise<void> {
  const account = (await strapi.db
    .query('admin::user')
    .findOne({ where: { id: accountId }, populate: ['roles'] })) as Account | null
  const { engine } = strapi.service('admin::permission') as unknown as {
    engine: { generateUserAbility: (account: Account) => Promise<Ability> }
  }
  const row = (await strapi.db
    .query(due.uid)
    .findOne({ where: { documentId: due.documentId, publishedAt: { $null: true } } })) as object | null
  if (row === null) refuse('草稿已经不在，不能发布。')
  const active = account?.isActive === true && account.blocked !== true
  const ability = active ? await engine.generateUserAbility(account) : undefined
  if (ability === undefined || !mayDo(strapi, ability, 'publish', { uid: due.uid, row }))
    refuse('安排定时发布的账号已停用或不再有发布权限。')
}

async function giveUp(strapi: Core.Strapi, { id, uid, documentId }: Due, reason: string): Promise<void> {
  const note = `定时发布没有成功：${reason}`
  await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
    if (await markFailed(trx, id, note))
      await addHistoryRow(trx, { uid, documentId, action: 'schedule-failed', actorId: undefined, note })
  })
}

type Account = { isActive?: boolean; blocked?: boolean | null }
