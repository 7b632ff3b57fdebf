import type { EntityManager } from '@mikro-orm/postgresql'
import { envelopeKeysSetting, type EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { createDocumentsLoader, type DocumentsLoader } from './documents/document.loader.js'
import { createRecordsLoader, type RecordsLoader } from './filing/filing.loader.js'
import { createSummaryLoaders, type SummaryLoaders } from './summary/summary.loader.js'

/** What statistics keeps outside database and backups. */
export const statisticsSecrets = { STATISTICS_ENVELOPE_KEY: envelopeKeysSetting() }
export type StatisticsSecrets = { STATISTICS_ENVELOPE_KEY: EnvelopeKeys }

export type OutreachLoaders = {
  summaries: SummaryLoaders
  records: RecordsLoader
  documents: DocumentsLoader
}

/** Of its own for each request. */
export function createOutreachLoaders(em: EntityManager): OutreachLoaders {
  return {
    summaries: createSummaryLoaders(em),
    records: createRecordsLoader(em),
    documents: createDocumentsLoader(em),
  }
}
