import type DataLoader from 'dataloader'
import type { SubgraphContext } from '../shared/context.js'
import type { CaseLoaders } from './loop/case.loader.js'
import type { CaseSummary } from './summary/case-summary.type.js'

export type CaseContext = SubgraphContext & {
  loaders: CaseLoaders
  summaries: DataLoader<string, CaseSummary | null>
}
