import type { Condition } from './public-page'

export type CasePublicationFilter = {
  matterType?: string | null
  industryCode?: string | null
  year?: number | null
}

/** By the facts of the case that is told; one without a case in the system fits none of these. */
export function casePublicationConditions({
  matterType,
  industryCode,
  year,
}: CasePublicationFilter): Condition[] {
  const wanted: Condition[] = []
  if (matterType != null) wanted.push(['? = ANY(fact.matter_types)', matterType])
  if (industryCode != null) wanted.push(['fact.industry_code = ?', industryCode.replaceAll('\u0000', '')])
  if (year != null) wanted.push([`(fact.facts ->> 'year')::int = ?`, year])
  return wanted.length === 0
    ? []
    : [
        [
          `EXISTS (SELECT FROM case_nominations fact WHERE fact.summary_id::text = row."summaryId"
             AND ${wanted.map(([sql]) => sql).join(' AND ')})`,
          ...wanted.flatMap(([, ...values]) => values),
        ],
      ]
}
