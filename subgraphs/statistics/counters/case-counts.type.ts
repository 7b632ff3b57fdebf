import { Field, ID, Int, ObjectType } from 'type-graphql'
import { CaseState } from '../../shared/dictionary/case-state.js'
import { Channel, MatterType } from '../../shared/dictionary/matter.js'
import { Region } from '../references/region.type.js'
import type { Counts, CountsNow } from './case-counts.service.js'
import { stateMeasures } from './measures.js'

/** Reports, and cases by how they stand: what is told of a region and of each part of its counts. */
@ObjectType({
  description: '一部分的数量。举报与案件分别计数。Counts of a part; reports and cases are counted apart.',
})
export class CountsPart {
  @Field(() => Int, { description: '已提交的举报数。Reports submitted.' })
  reports!: number

  @Field(() => Int, { description: '转告其他部门的举报数。Matters referred to other departments at intake.' })
  referrals!: number

  @Field(() => Int, { description: '案件总数。All cases.' })
  cases!: number

  @Field(() => Int, { description: '甄别中（含待补充）的案件数。Cases being screened, or waiting for more.' })
  screening!: number

  @Field(() => Int, {
    description: '已受理的案件数，含已办结和归档的。Cases accepted, also those concluded and closed since.',
  })
  accepted!: number

  @Field(() => Int, {
    description:
      '不予受理、转告、撤回或并入他案的案件数。Cases refused, referred, withdrawn or merged into another.',
  })
  setAside!: number
}

@ObjectType({ description: '一种状态的案件数。Cases in one state.' })
export class StateCount {
  @Field(() => CaseState, { description: '案件状态。The state.' })
  state!: CaseState

  @Field(() => Int, { description: '该状态的案件数。Cases in it.' })
  cases!: number
}

@ObjectType({ description: '一类事项的数量。Counts of one matter type.' })
export class MatterTypeCount {
  @Field(() => MatterType, { description: '事项类别。The matter type.' })
  matterType!: MatterType

  @Field(() => CountsPart, { description: '数量。Its counts.' })
  counts!: CountsPart
}

@ObjectType({ description: '一个行业领域的数量。Counts of one industry.' })
export class IndustryCount {
  @Field(() => String, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => CountsPart, { description: '数量。Its counts.' })
  counts!: CountsPart
}

@ObjectType({ description: '一种举报渠道的数量。Counts of one channel.' })
export class ChannelCount {
  @Field(() => Channel, { description: '举报渠道。The channel.' })
  channel!: Channel

  @Field(() => CountsPart, { description: '数量。Its counts.' })
  counts!: CountsPart
}

@ObjectType({
  description:
    '一个地区（含下级）的实时数量。举报与案件分别计数。Live counts of a region with everything below it; reports and cases are counted apart.',
})
export class CaseCounts extends CountsPart {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => ID, {
    description:
      '版本，该地区每有变化即增大，从不减小。重连后先得到当前值：版本与断开前相同，即其间没有变化。Grows with every change in the region and never falls. After a reconnect the present value comes first: with the version seen before, nothing was missed.',
  })
  version!: string

  @Field(() => [StateCount], {
    description: '按案件状态，共十二种，没有案件的为零。By state, all twelve, with zeros.',
  })
  byState!: StateCount[]

  @Field(() => [MatterTypeCount], {
    description:
      '按事项类别，数量不为零的。一案多类的在每一类中各计一次，各类之和可大于总数。By matter type, without zeros. A case of several types is counted in each: the sum may exceed the total.',
  })
  byMatterType!: MatterTypeCount[]

  @Field(() => [IndustryCount], {
    description: '按行业领域，数量不为零的。By industry, without zeros.',
  })
  byIndustry!: IndustryCount[]

  @Field(() => [ChannelCount], {
    description:
      '按举报渠道，数量不为零的；入口转告不分渠道。By channel, without zeros; referrals at intake have none.',
  })
  byChannel!: ChannelCount[]

  @Field(() => Date, {
    nullable: true,
    description: '最近一次变化的时间。When the last counted fact happened.',
  })
  changedAt!: Date | null
}

/** Counts of a region nothing has happened in yet are zeros. */
export function toCaseCounts(now: CountsNow): CaseCounts {
  const { slice, version, changedAt, total } = now
  return {
    region: { code: slice.regionCode },
    version: String(version),
    ...toPart(total),
    byState: Object.values(CaseState).map((state) => ({ state, cases: inState(total, state) })),
    byMatterType: known(now.byMatterType, MatterType).map(([matterType, counts]) => ({ matterType, counts })),
    byIndustry: sorted(now.byIndustry).map(([industryCode, counts]) => ({ industryCode, counts })),
    byChannel: known(now.byChannel, Channel).map(([channel, counts]) => ({ channel, counts })),
    changedAt: changedAt ?? null,
  }
}

export function toPart(counts: Counts) {
  const of = (...measures: (keyof Counts)[]) =>
    measures.reduce((sum, measure) => sum + (counts[measure] ?? 0), 0)
  const cases = of(...stateMeasures)
  const screening = of('SCREENING', 'SUPPLEMENT_REQUESTED')
  const setAside = of('REFUSED', 'REFERRED', 'WITHDRAWN', 'MERGED', 'CLOSED_ASIDE', 'REEXAMINING_ASIDE')
  const accepted = cases - screening - setAside
  return {
    ...{ reports: of('REPORTS'), referrals: of('REFERRALS') },
    ...{ cases, screening, accepted, setAside },
  }
}

function inState(counts: Counts, state: CaseState): number {
  const apart =
    state === CaseState.CLOSED || state === CaseState.REEXAMINING ? (counts[`${state}_ASIDE`] ?? 0) : 0
  return (counts[state] ?? 0) + apart
}

function sorted(groups: ReadonlyMap<string, Counts>): [string, ReturnType<typeof toPart>][] {
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([value, counts]) => [value, toPart(counts)])
}

/** In the order of the dictionary. What it does not know, such as a channel not told yet, is in the total only. */
function known<Value extends string>(
  groups: ReadonlyMap<string, Counts>,
  dictionary: Readonly<Record<string, Value>>,
): [Value, ReturnType<typeof toPart>][] {
  return Object.values(dictionary).flatMap((value) => {
    const counts = groups.get(value)
    return counts === undefined ? [] : [[value, toPart(counts)] as [Value, ReturnType<typeof toPart>]]
  })
}
