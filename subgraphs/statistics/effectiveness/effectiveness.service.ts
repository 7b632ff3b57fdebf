import type { EntityManager } from '@mikro-orm/postgresql'
import { countedTerms, type CountedTerm } from '../../shared/dictionary/loop.js'
import { Channel } from '../../shared/dictionary/matter.js'
import { requireFilled } from '../counters/case-counts.service.js'
import { sumDays } from '../counters/case-trend.service.js'
import { dayClasses, type DayMeasure, type Duration } from '../counters/measures.js'
import type { DaySlice, Period } from '../counters/period.js'

export type Ratio = { numerator: number; denominator: number }
export type Durations = {
  cases: number
  mean: number | null
  median: number | null
  ninetieth: number | null
}
export type Figures = {
  period: Period
  acceptance: Ratio
  foundTrue: Ratio
  closedLoop: Ratio
  onTime: Ratio
  onTimeByTerm: { term: CountedTerm; ratio: Ratio }[]
  rewardHonoured: Ratio
  conclusionDays: Durations
  rewardDays: Durations
  rewarded: number
  rewardFen: number
}

const classes = [...dayClasses, 'OVER'] as const
const measures: readonly DayMeasure[] = [
  ...(['ACCEPTED', 'REFUSED', 'REWARDED', 'REWARD_FEN'] as const),
  ...(['SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'UNVERIFIABLE'] as const),
  ...(['COHORT.ACCEPTED', 'COHORT.CLOSED', 'COHORT.ENTITLED', 'COHORT.REWARDED'] as const),
  ...countedTerms.flatMap((term) => [`IN_TIME.${term}`, `MISSED.${term}`] as const),
  ...(['CONCLUSION_DAYS', 'REWARD_DAYS'] as const).flatMap((duration) => [
    duration,
    ...classes.map((end) => `${duration}.${end}` as const),
  ]),
]

/** The figures of a period, from the sums of its days: how many cases there are makes no difference. */
export async function loadFigures(em: EntityManager, slice: DaySlice, period: Period): Promise<Figures> {
  await requireFilled(em)
  const sums = await sumDays(em, slice, period, measures)
  const of = (...asked: DayMeasure[]) => asked.reduce((sum, measure) => sum + (sums.get(measure) ?? 0), 0)
  const share = (numerator: number, denominator: number): Ratio => ({ numerator, denominator })
  const foundTrue = of('SUBSTANTIATED', 'PARTLY_SUBSTANTIATED')
  const onTimeByTerm = countedTerms.map((term) => {
    const inTime = of(`IN_TIME.${term}`)
    return { term, ratio: share(inTime, inTime + of(`MISSED.${term}`)) }
  })
  const kept = onTimeByTerm.reduce((sum, { ratio }) => sum + ratio.numerator, 0)
  const ended = onTimeByTerm.reduce((sum, { ratio }) => sum + ratio.denominator, 0)
  return {
    period,
    acceptance: share(of('ACCEPTED'), of('ACCEPTED', 'REFUSED')),
    foundTrue: share(foundTrue, foundTrue + of('UNSUBSTANTIATED', 'UNVERIFIABLE')),
    closedLoop: share(of('COHORT.CLOSED'), of('COHORT.ACCEPTED')),
    onTime: share(kept, ended),
    onTimeByTerm,
    rewardHonoured: share(of('COHORT.REWARDED'), of('COHORT.ENTITLED')),
    conclusionDays: durations('CONCLUSION_DAYS', of),
    rewardDays: durations('REWARD_DAYS', of),
    rewarded: of('REWARDED'),
    rewardFen: of('REWARD_FEN'),
  }
}

/** The mean is exact; of the median and the ninth decile the upper end of their class is told. */
function durations(duration: Duration, of: (measure: DayMeasure) => number): Durations {
  const counts = classes.map((end) => ({ end, n: of(`${duration}.${end}`) }))
  const cases = counts.reduce((sum, { n }) => sum + n, 0)
  if (cases === 0) return { cases, mean: null, median: null, ninetieth: null }
  const reaching = (part: number): number => {
    let seen = 0
    const found = counts.find(({ n }) => (seen += n) >= part * cases)
    return found === undefined || found.end === 'OVER' ? beyond : found.end
  }
  return { cases, mean: of(duration) / cases, median: reaching(0.5), ninetieth: reaching(0.9) }
}

/** What took longer than the last class is told as one day more. */
const beyond = (dayClasses.at(-1) ?? 0) + 1

/** Channels through which a report came in the period. */
export async function loadChannels(
  em: EntityManager,
  regionCode: string,
  { from, to }: Period,
): Promise<string[]> {
  const rows = await em.execute<{ channel: string }[]>(
    `SELECT value AS channel FROM statistics.count_by_day
     WHERE region_code = ? AND dimension = 'CHANNEL' AND value = ANY(?::text[]) AND measure = 'REPORTS'
       AND day BETWEEN ?::date AND ?::date
     GROUP BY value`,
    [regionCode, `{${Object.values(Channel).join(',')}}`, from, to],
  )
  return rows.map(({ channel }) => channel)
}
