import type { Core } from '@strapi/strapi'
import type { Ability, DeskContext } from '../desk-routes/admin-route'
import { mayDo, mayDoAtAll, type DeskAction } from '../desk-routes/document-access'
import { namesOf } from '../desk-routes/document-state'
import { selectRows, type Transaction } from '../publication/document-action'
import { contentTypes } from '../publication/governed-types'
import { createAccountRegionStore } from '../region-editors/account-regions'
import { awaitsPublication, awaitsReview, pendingFor, type Pending } from './pending'
import { expiringFor, latestFor, type Published } from './published'

/** Rows of one list; the rest is only counted. */
const shownRows = 8

type Row = Published & { by?: string | undefined; note?: string | undefined; state?: string | undefined }
type List = { total: number; rows: Row[] }

/** What awaits the signed-in account. A list the account has nothing to do with is null. */
export type StartPage = {
  mayCreate: string[]
  sentBack: List | null
  drafts: List | null
  review: List | null
  publication: List | null
  scheduled: List | null
  expiring: List | null
  latest: List
  house: House | null
}
/** How the desk itself stands, for administrators. */
export type House = {
  accounts: number
  blocked: number
  editorsWithoutRegion: number
  waitingEvents: number
  waitingSince: string | null
}

export function createStartPage(strapi: Core.Strapi) {
  const trx = strapi.db.connection as unknown as Transaction
  return async ({ state: { userAbility: ability, user } }: DeskContext): Promise<StartPage> => {
    const pending = await pendingFor(strapi, ability)
    const people = pending.flatMap(({ editorId, decidedBy }) => [editorId, decidedBy])
    const names = await namesOf(trx, [...new Set(people)])
    const may = (action: DeskAction) => (row: Pending) =>
      mayDo(strapi, ability, action, { uid: row.uid, row })
    const able = (action: DeskAction) => contentTypes.some((uid) => mayDoAtAll(ability, action, uid))
    const list = (rows: Pending[], describe: (row: Pending) => Partial<Row>): List => ({
      total: rows.length,
      rows: rows
        .slice(0, shownRows)
        .map((row) => ({ ...plain(row), by: names.get(row.editorId ?? 0), ...describe(row) })),
    })
    const own = pending
      .filter((row) => user.id === row.editorId || user.id === row.authorId)
      .filter(may('update'))
    const others = pending.filter((row) => user.id !== row.editorId)
    const returned = (row: Pending) => row.decision === 'return'
    const waiting = pending.filter(({ publishAt }) => publishAt !== null).sort(bySchedule)
    return {
      mayCreate: contentTypes.filter((uid) => mayDoAtAll(ability, 'create', uid)),
      sentBack: able('update') ? list(own.filter(returned), (row) => decided(row, names)) : null,
      drafts: able('update')
        ? list(
            own.filter((row) => !returned(row)),
            (row) => ({ state: standing(row) }),
          )
        : null,
      review: able('review') ? list(others.filter(awaitsReview).filter(may('review')), () => ({})) : null,
      publication: able('publish')
        ? list(others.filter(awaitsPublication).filter(may('publish')), () => ({}))
        : null,
      scheduled: list(waiting, ({ publishAt }) => ({ at: publishAt?.toISOString() ?? '' })),
      expiring: counted(await expiringFor(strapi, ability, shownRows)),
      latest: counted(await latestFor(strapi, ability, shownRows)),
      house: await houseFor(strapi, ability),
    }
  }
}

const plain = (row: Pending): Published => ({
  uid: row.uid,
  documentId: row.documentId,
  title: row.title,
  at: row.updatedAt.toISOString(),
})
const counted = (rows: Published[]): List => ({ total: rows.length, rows })
const bySchedule = (a: Pending, b: Pending): number => Number(a.publishAt) - Number(b.publishAt)
const decided = (row: Pending, names: Map<number, string>): Partial<Row> => ({
  by: names.get(row.decidedBy ?? 0),
  at: row.decidedAt?.toISOString() ?? '',
  note: row.note ?? undefined,
})

/** Where a draft stands, for the person who wrote it. */
function standing(row: Pending): 'SCHEDULED' | 'AWAITS_PUBLICATION' | 'AWAITS_REVIEW' {
  if (row.publishAt !== null) return 'SCHEDULED'
  return awaitsReview(row) ? 'AWAITS_REVIEW' : 'AWAITS_PUBLICATION'
}

async function houseFor(strapi: Core.Strapi, ability: Ability): Promise<House | null> {
  if (!ability.can('admin::users.read')) return null
  const trx = strapi.db.connection as unknown as Transaction
  const [people] = await selectRows<{ accounts: number; blocked: number }>(
    trx,
    `SELECT count(*)::int AS accounts, (count(*) FILTER (WHERE is_active IS NOT TRUE OR blocked))::int AS blocked
       FROM admin_users`,
    [],
  )
  const [events] = await selectRows<{ waiting: number; since: Date | null }>(
    trx,
    'SELECT count(*)::int AS waiting, min(occurred_at) AS since FROM content_outbox',
    [],
  )
  const editors = await createAccountRegionStore(strapi).list()
  return {
    accounts: people?.accounts ?? 0,
    blocked: people?.blocked ?? 0,
    editorsWithoutRegion: editors.filter(({ regionCode }) => regionCode === null).length,
    waitingEvents: events?.waiting ?? 0,
    waitingSince: events?.since?.toISOString() ?? null,
  }
}
