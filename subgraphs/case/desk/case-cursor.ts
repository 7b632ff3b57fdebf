import { z } from 'zod'
import { unknownCursor } from '../../shared/connection/connection.js'
import { CaseOrder } from './case-order.js'

/** Where a page ends: the last case, and what it was sorted by when the page was made. */
export type Place = { key: string; id: string }

const shape = z.tuple([z.enum(CaseOrder), z.string().regex(/^(infinity|\d{4}-[\d:. +-]{6,40})$/), z.uuid()])

/**
 * A cursor of an order whose column changes holds that column: else a case somebody works on meanwhile would take the
 * page with it. It is a moment the officer is shown anyway; opaque all the same.
 */
export function writePlace(order: CaseOrder, { key, id }: Place): string {
  return Buffer.from(JSON.stringify([order, key, id])).toString('base64url')
}

/** @throws AndonError BAD_USER_INPUT for a cursor never given out, or of another order */
export function readPlace(order: CaseOrder, cursor: string): Place {
  const read = shape.safeParse(parsed(cursor))
  if (!read.success || read.data[0] !== order) throw unknownCursor()
  const [, key, id] = read.data
  return { key, id }
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
