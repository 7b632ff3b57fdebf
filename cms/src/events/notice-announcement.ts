import { selectRows, type Transaction } from '../publication/document-action'

/** Tells every replica that a notice is out: PostgreSQL delivers it when the publishing commits, and only then. */
export const noticeChannel = 'content_notice'

export async function announceNotice(trx: Transaction, documentId: string): Promise<void> {
  await selectRows(trx, 'SELECT pg_notify(?, ?)', [noticeChannel, documentId])
}
