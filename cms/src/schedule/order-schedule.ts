import type { Core, UID } from '@strapi/strapi'
import { bodyOf, type DeskContext } from '../desk-routes/admin-route'
import { draftFor, type DocumentRow } from '../desk-routes/document-access'
import { refuse, type Transaction } from '../publication/document-action'
import { lockDocument } from '../publication/document-lock'
import { addHistoryRow } from '../publication/history'
import { beijingTime, refuseStale } from '../publication/stale-draft'
import { addSchedule, cancelSchedule } from './schedules'

const furthestMs = 366 * 86_400_000
const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

/**
 * Ordering a publication is the act of publishing: whoever orders it must be allowed to publish this draft now, and
 * every rule is asked now. They are asked again when the moment comes.
 */
export function createScheduleRoutes(strapi: Core.Strapi) {
  const inTransaction = <Result>(run: (trx: Transaction) => Promise<Result>): Promise<Result> =>
    strapi.db.transaction(({ trx }: { trx: Transaction }) => run(trx)) as Promise<Result>
  const about = ({ params }: DeskContext) => ({ uid: params['uid'], documentId: params['documentId'] })
  return {
    order: async (context: DeskContext): Promise<{ publishAt: Date }> => {
      const { user, userAbility } = context.state
      const { publishAt: given, readAt } = bodyOf(context)
      const publishAt = readMoment(given)
      const { uid, documentId, draft } = await draftFor(strapi, userAbility, 'publish', about(context))
      refuseExpired(draft, publishAt)
      await tryPublishing(strapi, { uid, documentId, readAt })
      await inTransaction(async (trx) => {
        await lockDocument(trx, documentId)
        await refuseStale(trx, { uid, documentId, readAt })
        const of = { uid, documentId, accountId: user.id }
        await cancelSchedule(trx, { ...of, note: '改为新的发布时间。' })
        await addSchedule(trx, { ...of, publishAt })
        const note = `定于${beijingTime(publishAt)}发布`
        await addHistoryRow(trx, { uid, documentId, action: 'schedule', actorId: user.id, note })
      })
      return { publishAt }
    },
    cancel: async (context: DeskContext): Promise<{ cancelled: boolean }> => {
      const { user, userAbility } = context.state
      const { uid, documentId } = await draftFor(strapi, userAbility, 'publish', about(context))
      const of = { uid, documentId, accountId: user.id, note: '审核发布人员取消了定时发布。' }
      return inTransaction(async (trx) => {
        await lockDocument(trx, documentId)
        return { cancelled: await cancelSchedule(trx, of) }
      })
    },
  }
}

function readMoment(given: unknown): Date {
  if (typeof given !== 'string' || !withOffset.test(given) || Number.isNaN(Date.parse(given)))
    refuse('请填写定时发布的日期和时间。')
  const moment = new Date(given)
  if (moment.getTime() <= Date.now())
    refuse(`定时发布的时间${beijingTime(moment)}已经过去，请选择以后的时间；要现在发布，请直接点击发布。`)
  if (moment.getTime() > Date.now() + furthestMs) refuse('定时发布的时间太远，请选择一年以内的时间。')
  return moment
}

function refuseExpired(draft: DocumentRow, publishAt: Date): void {
  const expiresAt = draft['expiresAt']
  if ((typeof expiresAt === 'string' || expiresAt instanceof Date) && new Date(expiresAt) <= publishAt)
    refuse('发布时间晚于失效时间，发布后没有人能看到。请改正其中一个。')
}

class TrialIsOver extends Error {}

/** Publishes in a transaction that is undone: rules, validation and numbering all speak, and nobody hears of it. */
async function tryPublishing(
  strapi: Core.Strapi,
  of: { uid: UID.ContentType; documentId: string; readAt: unknown },
): Promise<void> {
  try {
    await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
      await lockDocument(trx, of.documentId)
      await refuseStale(trx, of)
      await strapi.documents(of.uid).publish({ documentId: of.documentId })
      throw new TrialIsOver()
    })
  } catch (error) {
    if (!(error instanceof TrialIsOver)) throw error
  }
}
