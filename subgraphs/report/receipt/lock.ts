import { timingSafeEqual } from 'node:crypto'
import { openBytes, sealBytes, type Place } from '../content/cipher.js'
import type { ContentKey } from '../content/content-key.service.js'

/**
 * What stands beside a receipt's tag: the report's dialogue key, sealed under the receipt's opening key. Whoever can
 * write to the database can move a tag to another report, but makes no lock there that fits; the receipt then opens
 * nothing. Neither half alone is of use.
 */
export function createLock(openingKey: Buffer, reportId: string, key: ContentKey): Buffer {
  return sealBytes(openingKey, 'receipt', lockOf(reportId), dialogueKeyOf(key))
}

/** Whether the lock holds the dialogue key of this very report. */
export function opensLock(openingKey: Buffer, reportId: string, key: ContentKey, lock: Uint8Array): boolean {
  try {
    return timingSafeEqual(openBytes(openingKey, 'receipt', lockOf(reportId), lock), dialogueKeyOf(key))
  } catch {
    return false
  }
}

/** The key under which the dialogue of a report is sealed. */
export function dialogueKeyOf(key: ContentKey): Buffer {
  return key.derive('dialogue')
}

function lockOf(reportId: string): Place {
  return { table: 'report', rowId: reportId, field: 'receipt_lock', version: 1 }
}
