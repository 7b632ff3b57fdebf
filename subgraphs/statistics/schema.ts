import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import type { StatisticsContext } from './context.js'
import { CaseCountsResolver } from './counters/case-counts.resolver.js'

export function buildStatisticsSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<StatisticsContext>({ resolvers: [CaseCountsResolver], references: {} })
}
