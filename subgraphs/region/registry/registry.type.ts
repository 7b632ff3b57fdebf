import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { registryKinds, type RegistryKind, type StoredRegistryEntry } from './registry-entry.entity.js'

const registryKind = Object.fromEntries(registryKinds.map((kind) => [kind, kind]))

registerEnumType(registryKind, {
  name: 'RegistryKind',
  description: '名录类别。Kind of entry.',
  valuesConfig: {
    ENTERPRISE: { description: '生产经营单位。An enterprise.' },
    COMMUNITY: { description: '街道社区。A community.' },
  },
})

@ObjectType({
  description:
    '本地区及下级的单位与社区数量，宣传覆盖面的分母。How many there are here and below: denominators of coverage.',
})
export class RegionRegistry {
  @Field(() => Int, { description: '生产经营单位（个）。Enterprises.' })
  enterprises!: number

  @Field(() => Int, { description: '社区（个）。Communities.' })
  communities!: number

  @Field(() => Date, {
    nullable: true,
    description: '数据日期；尚无数据时为空。Day of the figures; null where there are none.',
  })
  asOf!: Date | null
}

@Directive('@key(fields: "id")')
@ObjectType({ description: '名录中的单位或社区。An enterprise or a community of the registry.' })
export class RegistryEntry {
  constructor(readonly stored: StoredRegistryEntry) {}

  @Field(() => ID, { description: '编号。Id.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => registryKind, { description: '类别。Kind.' })
  get kind(): RegistryKind {
    return this.stored.kind
  }

  @Field(() => String, { description: '名称。Name.' })
  get name(): string {
    return this.stored.name
  }

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码（GB 32100-2015）。Unified social credit code.',
  })
  get creditCode(): string | null {
    return this.stored.creditCode ?? null
  }

  @Field(() => ID, { nullable: true, description: '行业代码。Code of the industry.' })
  get industryCode(): string | null {
    return this.stored.industryCode ?? null
  }
}
