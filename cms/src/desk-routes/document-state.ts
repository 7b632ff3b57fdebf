import type { Core } from '@strapi/strapi'
import { isIssued, isReviewed, issuedTypes } from '../publication/governed-types'
import { selectRows, type Transaction } from '../publication/document-action'
import { decisionOnCurrentText } from '../publication/review'
import { stateOf } from '../publication/stale-draft'
import { lastSchedule } from '../schedule/schedules'
import type { DeskContext } from './admin-route'
import { draftFor, mayDo } from './document-access'

/** What the panel beside a draft shows: where it stands, and what the account may do with it. */
export function createDocumentState(strapi: Core.Strapi) {
  const trx = strapi.db.connection as unknown as Transaction
  return async (context: DeskContext) => {
    const { userAbility, user } = context.state
    const { uid, documentId, draft } = await draftFor(strapi, userAbility, 'read', {
      uid: context.params['uid'],
      documentId: context.params['documentId'],
    })
    const saved = await stateOf(trx, uid, documentId)
    const decision = await decisionOnCurrentText(trx, documentId)
    const schedule = await lastSchedule(trx, documentId)
    const names = await namesOf(trx, [decision?.actorId, schedule?.accountId])
    const may = (action: 'update' | 'review' | 'publish') =>
      mayDo(strapi, userAbility, action, { uid, row: draft })
    return {
      readAt: saved?.updatedAt,
      savedBy: saved?.editor ?? null,
      ownText: saved?.editorId === user.id,
      needsReview: isReviewed(uid),
      needsApproval: isIssued(uid) && issuedTypes[uid].table === 'notices' && Boolean(draft['docNumber']),
      decision: decision && {
        action: decision.action,
        by: names.get(decision.actorId ?? 0) ?? null,
        at: decision.happenedAt,
        note: decision.note,
      },
      schedule: schedule && {
        publishAt: schedule.publishAt,
        by: names.get(schedule.accountId) ?? null,
        state: schedule.state,
        note: schedule.note,
      },
      may: { update: may('update'), review: may('review'), publish: may('publish') },
    }
  }
}

/** Names of accounts as the desk writes them, family name first. */
export async function namesOf(
  trx: Transaction,
  ids: readonly (number | null | undefined)[],
): Promise<Map<number, string>> {
  const rows = await selectRows<{ id: number; name: string }>(
    trx,
    `SELECT id, coalesce(nullif(concat(lastname, firstname), ''), username, '账号' || id) AS name
       FROM admin_users WHERE id = ANY(?::int[])`,
    [ids.filter((id) => typeof id === 'number')],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
