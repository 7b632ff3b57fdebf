import {
  decodeCursor,
  readFirst,
  readPlace,
  refuseCursor,
  toConnection,
  writeCursor,
  type Connection,
  type Placed,
} from './pages'

/** A place among what the desk has put in order; equal numbers stand newest first. */
export type OrderedPlace = Placed & { order: number }
export type OrderedPageOf = { limit: number; after: OrderedPlace | undefined }
type OrderedRequest = { first: number; after: OrderedPlace | undefined }

/** @throws AndonError BAD_USER_INPUT naming the argument */
export function readOrderedPage(args: { first?: number | null; after?: string | null }): OrderedRequest {
  return { first: readFirst(args.first), after: args.after == null ? undefined : readCursor(args.after) }
}

export const toOrderedConnection = <Row extends OrderedPlace>(
  rows: Row[],
  page: OrderedRequest,
): Connection<Row> =>
  toConnection(
    rows,
    page,
    (row) => row,
    (row) => encode(`${String(row.order)} ${decodeCursor(writeCursor(row))}`),
  )

function readCursor(cursor: string): OrderedPlace {
  const [, order, rest] = /^(\d{1,6}) (.+)$/.exec(decodeCursor(cursor)) ?? []
  const place = rest === undefined ? undefined : readPlace(rest)
  return place === undefined ? refuseCursor() : { ...place, order: Number(order) }
}

const encode = (text: string): string => Buffer.from(text).toString('base64url')
