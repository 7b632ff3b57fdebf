import { AndonError } from './errors'
import type { PageOf } from './public-page'

const largestPage = 100

export type Placed = { position: string; documentId: string }
export type PageRequest = { first: number; after: PageOf['after'] }
export type Connection<Node> = {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

/** @throws AndonError BAD_USER_INPUT unless it is 1 to 100 */
export function readFirst(first: number | null | undefined): number {
  const asked = first ?? 20
  if (asked >= 1 && asked <= largestPage) return asked
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: `每页条数应为 1 到 ${String(largestPage)}。`, en: `first must be 1 to ${String(largestPage)}.` },
    'first',
  )
}

/** @throws AndonError BAD_USER_INPUT naming the argument */
export function readPage(args: { first?: number | null; after?: string | null }): PageRequest {
  return { first: readFirst(args.first), after: args.after == null ? undefined : readCursor(args.after) }
}

/** One row more than asked for tells whether there is a next page. */
export const limitsOf = <After>({ first, after }: { first: number; after: After }) => ({
  limit: first + 1,
  after,
})

export function toConnection<Row extends Placed, Node>(
  rows: Row[],
  { first, after }: { first: number; after: object | undefined },
  toNode: (row: Row) => Node,
  cursorOf: (row: Row) => string = writeCursor,
): Connection<Node> {
  const edges = rows.slice(0, first).map((row) => ({ cursor: cursorOf(row), node: toNode(row) }))
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

/** A cursor is a place in the order, not a row: it stays good when its row is withdrawn. */
export function writeCursor({ position, documentId }: Placed): string {
  return Buffer.from(`${position} ${documentId}`).toString('base64url')
}

function readCursor(cursor: string): Placed {
  return readPlace(decodeCursor(cursor)) ?? refuseCursor()
}

/** Nothing as long as that was given by us. */
export const decodeCursor = (cursor: string): string =>
  cursor.length > 200 ? '' : Buffer.from(cursor, 'base64url').toString('utf8')

export function readPlace(text: string): Placed | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}) ([a-z0-9]{1,40})$/.exec(text)
  if (match?.[1] === undefined || match[2] === undefined || !isMoment(match[1])) return undefined
  return { position: match[1], documentId: match[2] }
}

export function refuseCursor(): never {
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '分页游标无效，请从第一页重新开始。',
      en: 'The cursor is not valid: start again from the first page.',
    },
    'after',
  )
}

/** JavaScript takes 31 February for a day in March; PostgreSQL does not take it at all. */
function isMoment(position: string): boolean {
  const moment = new Date(`${position.slice(0, 23)}Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(position.slice(0, 23))
}
