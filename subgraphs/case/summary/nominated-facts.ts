import type { EntityManager } from '@mikro-orm/postgresql'
import { dayInChina } from '../../shared/day.js'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { prefixOf } from '../../shared/reach/reach.service.js'
import type { StoredCase } from '../loop/case.entity.js'
import { StoredReward } from '../reward/reward.entity.js'
import { StoredConclusion } from '../verification/conclusion.entity.js'
import { StoredHazardCriterion, StoredHazardFinding } from '../verification/hazard.entity.js'
import { StoredPenalty } from '../verification/penalty.entity.js'
import { bandOf, type AmountBand } from './amount-band.js'
import { chooseCell, tellablePlaces, type Cell } from './publication.rules.js'

/** What there is to tell of a case without telling whose it was. */
export type NominatedFacts = {
  cell: Cell
  year: number
  month: number
  conclusion: Conclusion
  accidentLevel: StoredConclusion['accidentLevel'] | null
  hazardLevel: string | null
  measures: StoredPenalty['kind'][]
  penalty: AmountBand | null
  reward: AmountBand | null
}

/** Of a case that was closed as true; amounts exact only where the decision was made public. */
export async function gatherFacts(
  em: EntityManager,
  source: StoredCase,
  { penaltyPublished }: { penaltyPublished: boolean },
): Promise<NominatedFacts> {
  const { id: caseId, concludedAt, closedAt, changedAt } = source
  const [year = 0, month = 0] = dayInChina(concludedAt ?? closedAt ?? changedAt)
    .split('-')
    .map(Number)
  const order = { orderBy: { concludedAt: 'desc', id: 'desc' } } as const
  const conclusion = await em.findOne(StoredConclusion, { caseId }, order)
  const penalties = await em.find(StoredPenalty, { caseId })
  const fined = penalties.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n)
  const reward = await em.findOne(StoredReward, { caseId, paidAt: { $ne: null } })
  return {
    cell: chooseCell(await cellsOf(em, source, year)),
    year,
    month,
    conclusion: source.conclusion ?? Conclusion.SUBSTANTIATED,
    accidentLevel: conclusion?.accidentLevel ?? null,
    hazardLevel: await hazardLevelOf(em, caseId),
    measures: [...new Set(penalties.map(({ kind }) => kind))].toSorted(),
    penalty: fined === 0n ? null : bandOf(fined, penaltyPublished),
    reward: reward?.amountFen == null ? null : bandOf(reward.amountFen, penaltyPublished),
  }
}

/** The gravest an officer found; sectors name their own levels, and MAJOR is the one all of them know. */
async function hazardLevelOf(em: EntityManager, caseId: string): Promise<string | null> {
  const found = await em.find(StoredHazardFinding, { caseId })
  const criteria = await em.find(StoredHazardCriterion, { id: found.map(({ criterionId }) => criterionId) })
  const levels = criteria.map(({ level }) => level).toSorted()
  return levels.find((level) => level === 'MAJOR') ?? levels[0] ?? null
}

/** How many closed cases of the kind and year there are, this one included: over all authorities. */
async function cellsOf(em: EntityManager, source: StoredCase, year: number): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const regionCode of tellablePlaces(source.regionPath)) {
    const [row] = await em.execute<{ alike: string }[]>(alikeQuery, [
      source.industryCode,
      prefixOf(regionCode),
      `{${source.matterTypes.join(',')}}`,
      year,
    ])
    cells.push({ regionCode, alike: Number(row?.alike) })
  }
  return cells
}

const alikeQuery = `
  SELECT count(*) AS alike FROM "case"."case"
  WHERE state = 'CLOSED' AND outcome = 'VERIFIED' AND industry_code = ? AND starts_with(region_code, ?)
    AND matter_types && ?::text[]
    AND extract(year FROM coalesce(concluded_at, closed_at, changed_at) AT TIME ZONE 'Asia/Shanghai') = ?`
