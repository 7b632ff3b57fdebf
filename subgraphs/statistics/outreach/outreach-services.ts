import type { EntityManager } from '@mikro-orm/postgresql'
import { envelopeKeysSetting, type EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { createCoverageLoader, type CoverageLoader } from './covered/coverage.service.js'
import { createPlanLoader, type PlanLoader } from './campaign/plan.loader.js'
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
  plans: PlanLoader
  coverage: CoverageLoader
  /** The region the viewer answers for, asked once a request however many regions want to know. */
  ownRegion: (ask: () => Promise<string | undefined>) => Promise<string | undefined>
}

/** Of its own for each request. */
export function createOutreachLoaders(em: EntityManager): OutreachLoaders {
  let own: Promise<string | undefined> | undefined
  return {
    summaries: createSummaryLoaders(em),
    records: createRecordsLoader(em),
    documents: createDocumentsLoader(em),
    plans: createPlanLoader(em),
    coverage: createCoverageLoader(em),
    ownRegion: (ask) => (own ??= ask()),
  }
}
