import type { EntityManager } from '@mikro-orm/postgresql'
import { UnitAlias } from './unit-alias.entity.js'
import { StoredReport } from '../intake/report.entity.js'
import { NoticeAddress } from '../notices/notice-address.entity.js'
import { OperatorReceipt } from '../receipt/operator-receipt.entity.js'
import { ShownReceipt } from '../sameness/shown-receipt.entity.js'
import type { ContentKeys } from './content-key.service.js'

/**
 * Erases what a report says, and its dialogue: by destroying its key, the lock in which the receipt holds the key of
 * the dialogue, and the hashes by which its unit could still be recognised. Region, kinds and steps stay.
 */
export async function eraseContent(
  em: EntityManager,
  contentKeys: ContentKeys,
  reportId: string,
  at: Date,
): Promise<void> {
  await em.transactional(async (inner) => {
    await contentKeys.destroy(inner, reportId, at)
    const nothing = { receiptLock: null, unitIndex: null, creditCodeIndex: null, placeIndex: null }
    await inner.nativeDelete(UnitAlias, { reportId })
    await inner.execute('DELETE FROM report.superior_match WHERE report_id = ?', [reportId])
    await inner.nativeDelete(ShownReceipt, { $or: [{ reportId }, { earlierReportId: reportId }] })
    await inner.nativeUpdate(StoredReport, { id: reportId }, nothing)
    await inner.nativeDelete(OperatorReceipt, { reportId })
    await inner.nativeDelete(NoticeAddress, { reportId })
  })
}
