import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../../shared/connection/connection.js'
import { Region } from '../../references/region.type.js'
import { RegistryEntry } from '../../references/registry-entry.type.js'
import type { Coverage } from './denominator.js'

export const CoverageKind = { ENTERPRISE: 'ENTERPRISE', COMMUNITY: 'COMMUNITY' } as const

registerEnumType(CoverageKind, {
  name: 'CoverageKind',
  description: '覆盖对象。What is to be covered.',
  valuesConfig: {
    ENTERPRISE: { description: '生产经营单位。Enterprises.' },
    COMMUNITY: { description: '社区。Communities.' },
  },
})

@ObjectType({ description: '一类对象的覆盖情况。How many of one kind are covered.' })
export class CoverageCount {
  constructor(readonly counted: Coverage) {}

  @Field(() => Int, {
    description:
      '总数：已公布的数优先，其余按名录计。All there are: stated figures first, otherwise the registry.',
  })
  get total(): number {
    return this.counted.total
  }

  @Field(() => Int, { description: '名录中的个数。How many are in the registry.' })
  get listed(): number {
    return this.counted.listed
  }

  @Field(() => Int, {
    description:
      '已张贴或悬挂举报二维码的个数，按名录计。How many have a code posted or hung, by the registry.',
  })
  get covered(): number {
    return this.counted.covered
  }

  @Field(() => Int, { description: '名录中尚无二维码的个数。How many of the registry have none.' })
  get withoutCode(): number {
    return this.counted.listed - this.counted.covered
  }

  @Field(() => Float, {
    nullable: true,
    description: '覆盖率，0 到 1；总数为 0 时为空。Share covered; null where there is nothing to cover.',
  })
  get rate(): number | null {
    const { total, covered } = this.counted
    return total === 0 ? null : Math.min(1, covered / total)
  }
}

@ObjectType({ description: '某月末的覆盖数。How many were covered at the end of a month.' })
export class CoveragePoint {
  @Field(() => String, { description: '月份，如 2026-03。The month.' })
  month!: string

  @Field(() => Int, { description: '已覆盖的生产经营单位。Enterprises covered.' })
  enterprises!: number

  @Field(() => Int, { description: '已覆盖的社区。Communities covered.' })
  communities!: number
}

export const RegistryEntryConnection = createConnectionType('RegistryEntry', () => RegistryEntry)

@ObjectType({
  description: '一个地区（含下级）的宣传覆盖情况。How far publicity reaches in a region and below.',
})
export class OutreachCoverage {
  constructor(
    readonly code: string,
    readonly counts: { enterprises: Coverage; communities: Coverage },
  ) {}

  @Field(() => Region, { description: '地区。The region.' })
  get region(): Region {
    return { code: this.code }
  }

  @Field(() => CoverageCount, { description: '生产经营单位。Enterprises.' })
  get enterprises(): CoverageCount {
    return new CoverageCount(this.counts.enterprises)
  }

  @Field(() => CoverageCount, { description: '社区。Communities.' })
  get communities(): CoverageCount {
    return new CoverageCount(this.counts.communities)
  }
}
