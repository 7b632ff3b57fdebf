import { timingSafeEqual } from 'node:crypto'
import { openBytes, sealBytes, type Place } from '../content/cipher.js'
import type { ContentKey } from '../content/content-key.service.js'

/**
 * What stands beside a receipt's tag: the report's dialogue key, sealed under the receipt's opening key. Whoever can
 * write to the database can move a tag to another report, but makes no lock there that fits; the receipt then opens
 * nothing. Neither half alone is of use.
 */
export function createLock(
  openingKey: Buffer,
  reportId: string,
  key: ContentKey,
  table: LockTable = 'report',
): Buffer {
  return sealBytes(openingKey, 'receipt', lockOf(reportId, table), dialogueKeyOf(key))
}

/** A lock made for one opens nothing in the other, so that an operator's receipt cannot be moved to where it opens. */
export type LockTable = 'report' | 'operator_receipt'

/** Whether the lock holds the dialogue key of this very report. */
export function opensLock(
  openingKey: Buffer,
  reportId: string,
  key: ContentKey,
  lock: Uint8Array,
  table: LockTable = 'report',
): boolean {
  try {
    return timingSafeEqual(
      openBytes(openingKey, 'receipt', lockOf(reportId, table), lock),
      dialogueKeyOf(key),
    )
  } catch {
    return false
  }
}

/** The key under which the dialogue of a report is sealed. */
export function dialogueKeyOf(key: ContentKey): Buffer {
  return key.derive('dialogue')
}

function lockOf(reportId: string, table: LockTable): Place {
  return { table, rowId: reportId, field: 'receipt_lock', version: 1 }
}
