import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import type { CaseContext } from './context.js'
import { CaseOfReportResolver, CaseResolver, CasesOfRegionResolver } from './loop/case.resolver.js'
import { CaseSummaryResolver } from './summary/case-summary.resolver.js'

export function buildCaseSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<CaseContext>({
    resolvers: [CaseResolver, CasesOfRegionResolver, CaseOfReportResolver, CaseSummaryResolver],
    references: {
      Case: ({ id }, { loaders }) => loaders.cases.load(String(id)),
      CaseSummary: ({ id }, { summaries }) => summaries.load(String(id)),
      Region: ({ code }) => ({ code }),
      Report: ({ id }) => ({ id }),
    },
  })
}
