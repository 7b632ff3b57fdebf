import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import type { StatisticsContext } from './context.js'
import { CaseCountsResolver } from './counters/case-counts.resolver.js'
import { CaseTrendResolver } from './counters/case-trend.resolver.js'
import { EffectivenessResolver } from './effectiveness/effectiveness.resolver.js'
import { PublicCountsResolver } from './disclosure/public-counts.resolver.js'
import { OutreachCampaignResolver } from './outreach/campaign/campaign.resolver.js'
import { CoverageOfRegionResolver, OutreachCoverageResolver } from './outreach/covered/coverage.resolver.js'
import { OutreachDocumentResolver } from './outreach/documents/document.resolver.js'
import { OutreachFilingResolver } from './outreach/filing/filing.resolver.js'
import { WorkReportResolver } from './outreach/work-report/work-report.resolver.js'
import { OutreachSummaryResolver } from './outreach/summary/summary.resolver.js'

export function buildStatisticsSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<StatisticsContext>({
    resolvers: [
      CaseCountsResolver,
      CaseTrendResolver,
      CoverageOfRegionResolver,
      EffectivenessResolver,
      OutreachCampaignResolver,
      OutreachCoverageResolver,
      OutreachDocumentResolver,
      OutreachFilingResolver,
      OutreachSummaryResolver,
      PublicCountsResolver,
      WorkReportResolver,
    ],
    references: { Region: ({ code }) => ({ code }) },
  })
}
