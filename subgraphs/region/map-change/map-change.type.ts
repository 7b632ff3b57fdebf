import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { startOfDay } from '../../shared/day.js'
import type { StoredMapChange } from './map-change.entity.js'
import { decide, mapChangeKinds, type MapChangeEntry, type MapChangeKind } from './map-change.rules.js'

const mapChangeKind = Object.fromEntries(mapChangeKinds.map((kind) => [kind, kind]))

registerEnumType(mapChangeKind, {
  name: 'MapChangeKind',
  description: '区划变动的种类。What a new list changes.',
  valuesConfig: {
    ESTABLISHED: { description: '新设。New.' },
    RENAMED: { description: '更名，代码不变。Another name for the same code.' },
    MOVED: { description: '改隶，代码不变。Under another parent.' },
    REPLACED: {
      description: '撤销，由其他区划接续（改设、合并或分设）。Abolished, with others in its place.',
    },
    ABOLISHED: { description: '撤销，无接续或有待说明。Abolished, with nothing known in its place.' },
  },
})

@ObjectType({ description: '一处区划变动。One change of the map.' })
export class MapChangeItem {
  constructor(private readonly entry: MapChangeEntry) {}

  @Field(() => mapChangeKind, { description: '种类。Its kind.' })
  get kind(): MapChangeKind {
    return this.entry.kind
  }

  @Field(() => ID, { description: '区划代码。The code.' })
  get code(): string {
    return this.entry.code
  }

  @Field(() => String, { description: '名称；更名的为新名。The name, the new one where it changed.' })
  get name(): string {
    return this.entry.name
  }

  @Field(() => String, { nullable: true, description: '原名，仅更名时。The old name where it changed.' })
  get formerName(): string | null {
    return this.entry.formerName
  }

  @Field(() => [ID], { description: '由哪些区划接续。What takes its place.' })
  get replacedBy(): readonly string[] {
    return this.entry.replacedBy
  }

  @Field(() => Boolean, {
    description: '名称不能说明由谁接续，须由工作人员决定。Whether staff must say what takes its place.',
  })
  get needsDecision(): boolean {
    return this.entry.needsDecision
  }
}

@ObjectType({ description: '一份新名单将带来或已带来的变动。What a new list would change, or has changed.' })
export class MapChange {
  constructor(private readonly stored: StoredMapChange) {}

  @Field(() => ID, { description: '编号，用于施行。Its id, by which it is applied.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => Date, { description: '生效日期。The day of the list.' })
  get effectiveOn(): Date {
    return startOfDay(this.stored.effectiveOn)
  }

  @Field(() => [MapChangeItem], { description: '各处变动。The changes.' })
  get items(): MapChangeItem[] {
    return decide(this.stored.plan, this.stored.decisions ?? []).entries.map(
      (entry) => new MapChangeItem(entry),
    )
  }

  @Field(() => Int, {
    description:
      '涉及的机关数：所在区划更名、改隶或撤销。How many authorities sit in a region that is renamed, moved or ends.',
  })
  get authoritiesAffected(): number {
    return this.stored.authoritiesAffected
  }

  @Field(() => Date, {
    nullable: true,
    description: '施行时间；尚未施行时为空。When it was applied; null until then.',
  })
  get appliedAt(): Date | null {
    return this.stored.appliedAt ?? null
  }
}

@InputType({ description: '由谁接续一个撤销的区划。What takes the place of an abolished division.' })
export class MapChangeDecision {
  @Field(() => ID, { description: '撤销的区划代码。The code that ends.' })
  code!: string

  @Field(() => [ID], {
    description:
      '接续的区划代码；空表示无。其上的案件仅在只有一个时自动转移。The codes in its place, none where empty. Cases follow by themselves only where it is one.',
  })
  replacedBy!: string[]
}
