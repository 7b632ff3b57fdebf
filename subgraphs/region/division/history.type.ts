import { Field, ObjectType } from 'type-graphql'
import { startOfDay } from '../../shared/day.js'
import type { DivisionHistory } from './division-history.js'
import type { Bounds, ListScope } from './history-list.js'

@ObjectType({
  description:
    '区划变更的日期。公布的名单之间有间隔，只知道变更发生在两份名单之间时，给出最早和最晚两天。The day of a change. Where only two published lists tell of it, it lies between two days.',
})
export class RegionChangeDay {
  private constructor(private readonly bounds: Readonly<{ earliest: string | null; latest: string }>) {}

  static of({ earliest, latest }: Bounds): RegionChangeDay {
    return new RegionChangeDay({ earliest, latest })
  }

  /** There was one before the first list, and nothing is known of when it began. */
  static before(firstList: string): RegionChangeDay {
    return new RegionChangeDay({ earliest: null, latest: firstList })
  }

  @Field(() => Date, {
    nullable: true,
    description:
      '最早可能的一天；早于最早的名单时为空。The earliest possible day; null where it was before the first list.',
  })
  get earliest(): Date | null {
    return this.bounds.earliest === null ? null : startOfDay(this.bounds.earliest)
  }

  @Field(() => Date, {
    description: '最晚可能的一天；按日期查询以此为准。The latest possible day; queries with `asOf` go by it.',
  })
  get latest(): Date {
    return startOfDay(this.bounds.latest)
  }

  @Field(() => Boolean, { description: '是否确知这一天。Whether the day itself is known.' })
  get isExact(): boolean {
    return this.bounds.earliest === this.bounds.latest
  }
}

@ObjectType({
  description: '区划数据的来源和截止日期。Where the divisions come from and up to when they are known.',
})
export class DivisionData {
  constructor(private readonly history: DivisionHistory) {}

  @Field(() => Date, { description: '县级以上区划的截止日期。The last list of counties and above.' })
  get asOf(): Date {
    return this.last('DIVISION')
  }

  @Field(() => Date, { description: '功能区的截止日期。The last list of functional zones.' })
  get zonesAsOf(): Date {
    return this.last('FUNCTIONAL_ZONE')
  }

  @Field(() => Date, {
    description: '乡镇、街道的截止日期；更早的乡镇不可知。The list of towns; there is none before it.',
  })
  get townsAsOf(): Date {
    return this.last('TOWN')
  }

  @Field(() => Date, {
    description: '历史数据的起始日期。The first list: nothing is known of what was before.',
  })
  get since(): Date {
    return startOfDay(this.history.firstDay('DIVISION'))
  }

  @Field(() => String, {
    description: '最新一份县级以上名单的来源。The source of the last list of counties.',
  })
  get source(): string {
    return this.history.lastList('DIVISION')?.source ?? ''
  }

  private last(scope: ListScope): Date {
    return startOfDay(this.history.lastList(scope)?.day ?? '')
  }
}
