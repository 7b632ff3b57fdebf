import { concat, type Bytes } from './bytes.js'
import { text } from './fields.js'

/** Where an envelope belongs. Not written in it: whoever opens says where it was found, and only there it opens. */
export type Row = {
  /** Schema and table, such as `report.sealed_identity`. */
  table: string
  /** The report's id. */
  row: string
  field: string
}

export function encodeRow({ table, row, field }: Row): Bytes {
  return concat(text(table), text(row), text(field))
}
