import { selectRows, type Transaction } from './document-action'

/** Whoever changes, judges, publishes or schedules a document does it alone, until the end of the transaction. */
export async function lockDocument(trx: Transaction, documentId: string): Promise<void> {
  await selectRows(trx, 'SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`document ${documentId}`])
}
