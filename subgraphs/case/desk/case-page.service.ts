import type { EntityManager } from '@mikro-orm/postgresql'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import type { Clock } from '../../shared/clock.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { covers, reachOf } from '../../shared/reach/reach.service.js'
import { StoredCase } from '../loop/case.entity.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { maySee } from '../loop/standing.js'
import { readPlace, writePlace, type Place } from './case-cursor.js'
import type { CaseFilter } from './case-filter.input.js'
import { listOf, type CaseList } from './case-list.js'
import { orders, type CaseOrder } from './case-order.js'
import { sql, type Sql } from './sql.js'

export type CasePageRequest = { filter: CaseFilter; order: CaseOrder; first: number; after: string | null }
/** How many there are is counted only where it is asked for. */
export type CasePage = Connection<Case> & { countCases: () => Promise<number | null> }

type Desk = { em: EntityManager; viewer: Viewer; clock: Clock }

/** Further than this nobody pages, and counting costs more than it tells. */
const mostCounted = 10_000

/**
 * A page of the cases within the viewer's reach.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN where the region is out of reach, BAD_USER_INPUT for a wrong page or a
 *   malformed code or number
 */
export async function pageOfCases({ em, viewer, clock }: Desk, asked: CasePageRequest): Promise<CasePage> {
  const { filter, order, first } = asked
  const staff = requireStaff(viewer, 'READ_CASES')
  const { moves } = orders[order]
  const request = readPageRequest(first, moves ? null : asked.after)
  const list = listOf(staff, await reachOf(em, staff), filter, clock())
  const place = moves
    ? asked.after === null
      ? undefined
      : readPlace(order, asked.after)
    : await placeOf(em, list, order, request.afterId)
  const rows = await placesAfter(em, list, { order, place, limit: first + 1 })
  const found = await em.find(StoredCase, { id: rows.map(({ id }) => id) })
  const byId = new Map(found.map((stored) => [stored.id, toCaseType(stored)]))
  const page = toConnection(
    rows.flatMap(({ id }) => byId.get(id) ?? []),
    { ...request, afterId: place?.id },
  )
  const keys = new Map(rows.map((row) => [row.id, row]))
  return { ...(moves ? withPlaces(page, order, keys) : page), countCases: () => countOf(em, list) }
}

/** A cursor of another list is as unknown as one never given out: it would tell when a case elsewhere was opened. */
async function placeOf(
  em: EntityManager,
  list: CaseList,
  order: CaseOrder,
  id: string | undefined,
): Promise<Place | undefined> {
  if (id === undefined) return undefined
  const last = await em.findOne(StoredCase, { id })
  const isOfThisList =
    last !== null &&
    maySee(list, last) &&
    (list.regionCode === undefined || covers(list.regionCode, last.regionCode))
  if (!isOfThisList) throw unknownCursor()
  const [row] = await em.execute<{ key: string }[]>(
    `SELECT ${orders[order].column}::text AS key FROM "case"."case" WHERE id = ?::uuid`,
    [id],
  )
  return row && { key: row.key, id }
}

async function placesAfter(em: EntityManager, list: CaseList, asked: PlacesAsked): Promise<Place[]> {
  const { text, values } = placesQuery(list, asked)
  return em.execute<Place[]>(text, [...values])
}

export type PlacesAsked = { order: CaseOrder; place: Place | undefined; limit: number }

/** The ids of a page: each part of the list in its order by an index of its own, then what comes first of them. */
export function placesQuery({ parts }: CaseList, { order, place, limit }: PlacesAsked): Sql {
  const { column, way } = orders[order]
  const sign = way === 'ASC' ? '>' : '<'
  const after: Sql =
    place === undefined
      ? sql('true')
      : sql(`(c.${column}, c.id) ${sign} (?::timestamptz, ?::uuid)`, place.key, place.id)
  const branch = ({ text }: Sql): string =>
    `(SELECT c.id, c.${column} AS at FROM "case"."case" c WHERE ${text} AND ${after.text}
      ORDER BY c.${column} ${way}, c.id ${way} LIMIT ${String(limit)})`
  return {
    text: `SELECT id, at::text AS key FROM (${parts.map(branch).join(' UNION ALL ')}) places
      ORDER BY at ${way}, id ${way} LIMIT ${String(limit)}`,
    values: parts.flatMap((part) => [...part.values, ...after.values]),
  }
}

function withPlaces(
  page: Connection<Case>,
  order: CaseOrder,
  places: ReadonlyMap<string, Place>,
): Connection<Case> {
  const edges = page.edges.map(({ node }) => ({
    node,
    cursor: writePlace(order, places.get(node.id) ?? { key: 'infinity', id: node.id }),
  }))
  const pageInfo = Object.assign({}, page.pageInfo, {
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  })
  return { ...page, edges, pageInfo }
}

async function countOf(em: EntityManager, { parts }: CaseList): Promise<number | null> {
  const branches = parts.map(({ text }) => `SELECT FROM "case"."case" c WHERE ${text}`)
  const [row] = await em.execute<{ cases: number }[]>(
    `SELECT count(*)::int AS cases FROM (${branches.join(' UNION ALL ')} LIMIT ${String(mostCounted + 1)}) counted`,
    parts.flatMap(({ values }) => [...values]),
  )
  return row === undefined || row.cases > mostCounted ? null : row.cases
}
