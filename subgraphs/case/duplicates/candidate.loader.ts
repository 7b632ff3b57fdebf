import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { Language } from '../../../platform/language.js'
import { isStaffWho, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { toCaseType } from '../loop/case.type.js'
import { maySee, standOf } from '../loop/standing.js'
import type { Label } from '../loop/table/machines.js'
import type { MatchedBy, ReportDesk } from '../references/report.client.js'
import type { DuplicateCandidate } from './duplicate-candidate.type.js'
import { likelihoodOf, reasonsFor, scoreOf, type CandidateReason } from './ranking.js'

export type CandidateLoader = DataLoader<string, DuplicateCandidate[]>

/** Of so many cases at once; each asks report for the matches of all its reports. */
const mostCases = 20
/** Shown of one case. */
const mostCandidates = 50

/**
 * Cases that may be about the same, likeliest first: by what their reports have in common, which report knows by keyed
 * hashes, and by kind, place and time. Of cases out of the officer's reach not even the number is told.
 */
export function createCandidateLoader(means: {
  em: EntityManager
  viewer: Viewer
  language: Language
  report: ReportDesk
}): CandidateLoader {
  const { em, viewer, language, report } = means
  return new DataLoader(
    async (caseIds: readonly string[]) => {
      if (!isStaffWho(viewer, 'SCREEN_REPORTS')) return caseIds.map(() => [])
      const links = await em.find(CaseReport, { caseId: [...caseIds] })
      const matches = await report.matchesOf(links.map(({ reportId }) => reportId))
      const common = new Map(caseIds.map((id) => [id, new Map<string, MatchedBy[]>()]))
      for (const [index, { caseId }] of links.entries())
        for (const { reportId, matchedBy } of matches[index] ?? []) {
          const of = common.get(caseId)
          of?.set(reportId, [...(of.get(reportId) ?? []), ...matchedBy])
        }
      const seen = await casesOf(
        em,
        viewer,
        caseIds,
        [...common.values()].flatMap((of) => [...of.keys()]),
      )
      return caseIds.map((id) => candidatesFor(id, { seen, common: common.get(id), language }))
    },
    { maxBatchSize: mostCases },
  )
}

type Seen = { byId: ReadonlyMap<string, StoredCase>; caseOf: ReadonlyMap<string, string> }

async function casesOf(
  em: EntityManager,
  viewer: StaffViewer,
  caseIds: readonly string[],
  reportIds: readonly string[],
): Promise<Seen> {
  const links = await em.find(CaseReport, { reportId: [...new Set(reportIds)] })
  const caseOf = new Map(links.map(({ reportId, caseId }) => [reportId, caseId]))
  const cases = await em.find(StoredCase, { id: [...new Set([...caseIds, ...caseOf.values()])] })
  const stand = await standOf(em, viewer, cases)
  const byId = new Map(cases.filter((one) => maySee(stand, one)).map((one) => [one.id, one]))
  return { byId, caseOf }
}

function candidatesFor(
  id: string,
  found: { seen: Seen; common: ReadonlyMap<string, MatchedBy[]> | undefined; language: Language },
): DuplicateCandidate[] {
  const { seen, common = new Map<string, MatchedBy[]>(), language } = found
  const own = seen.byId.get(id)
  if (own === undefined) return []
  const byCase = Map.groupBy(common, ([reportId]) => seen.caseOf.get(reportId) ?? id)
  const candidates = [...byCase].flatMap(([caseId, matches]) => {
    const other = seen.byId.get(caseId)
    if (caseId === id || other === undefined) return []
    const reasons = reasonsFor(
      own,
      other,
      matches.flatMap(([, matchedBy]) => matchedBy),
    )
    const score = scoreOf(reasons)
    const why = wordsOf(reasons, language)
    return [{ case: toCaseType(other), likelihood: likelihoodOf(score), score, reasons, why }]
  })
  return candidates.toSorted((one, other) => other.score - one.score).slice(0, mostCandidates)
}

const labels: Readonly<Record<CandidateReason, Label>> = {
  CREDIT_CODE: { zh: '统一社会信用代码相同', en: 'same credit code' },
  UNIT_NAME: { zh: '单位名称相同', en: 'same unit' },
  PLACE: { zh: '地点相同', en: 'same place' },
  SAME_MATTER_TYPE: { zh: '事项类别相同', en: 'same kind of matter' },
  WITHIN_30_DAYS: { zh: '立案相差三十日以内', en: 'opened within thirty days' },
  SAME_REGION: { zh: '在同一地区', en: 'same region' },
  WITHIN_180_DAYS: { zh: '立案相差一百八十日以内', en: 'opened within 180 days' },
}

function wordsOf(reasons: readonly CandidateReason[], language: Language): string {
  return reasons.map((reason) => labels[reason][language]).join(language === 'zh' ? '；' : '; ')
}
