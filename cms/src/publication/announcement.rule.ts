import { announceNotice } from '../events/notice-announcement'
import { recordEvent } from '../events/outbox'
import { tellPublicityFact } from '../events/publicity-facts'
import { selectRows, type Rule } from './document-action'
import { isVersionedText, noticeType, versionedTextOf } from './governed-types'

const changesWhatIsPublished = new Set(['publish', 'unpublish', 'delete'])

/** Writes the event of a publication into the outbox, in the transaction that publishes. */
export const announcementRule: Rule = async ({ action, trx, next }) => {
  const result = await next()
  const { documentId } = action.params
  if (documentId !== undefined && changesWhatIsPublished.has(action.name))
    await tellPublicityFact(trx, action.uid, documentId)
  if (action.name !== 'publish' || documentId === undefined) return result
  if (isVersionedText(action.uid)) {
    const { table, publishedEvent } = versionedTextOf(action.uid)
    if (publishedEvent === undefined) return result
    for (const { version } of await selectRows<{ version: number }>(
      trx,
      `SELECT version FROM ${table} WHERE document_id = ? AND published_at IS NOT NULL`,
      [documentId],
    ))
      await recordEvent(trx, { name: publishedEvent, subject: String(version), payload: { version } })
  }
  if (action.uid === noticeType) {
    // A notice that is not 主动公开 stays in the house; its event would tell of it.
    for (const { region_code } of await selectRows<{ region_code: string | null }>(
      trx,
      `SELECT region_code FROM notices WHERE document_id = ? AND published_at IS NOT NULL AND disclosure = 'ACTIVE'`,
      [documentId],
    )) {
      const payload = { noticeId: documentId, regionCode: region_code }
      await recordEvent(trx, { name: 'NoticePublished', subject: documentId, payload })
      await announceNotice(trx, documentId)
    }
  }
  return result
}
