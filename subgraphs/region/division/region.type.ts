import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { divisionKinds, divisionLevels, type DivisionKind, type DivisionLevel } from './division-list.js'
import { fullNameOf, pathOf, type Division } from './division-tree.js'

const regionLevel = Object.fromEntries(divisionLevels.map((level) => [level, level]))
const regionKind = Object.fromEntries(divisionKinds.map((kind) => [kind, kind]))

registerEnumType(regionLevel, {
  name: 'RegionLevel',
  description: '区划层级。Level of a region.',
  valuesConfig: {
    COUNTRY: { description: '国家。The country.' },
    PROVINCE: {
      description:
        '省、自治区、直辖市、特别行政区。Province, autonomous region, municipality, special administrative region.',
    },
    CITY: {
      description:
        '地级市、地区、自治州、盟。Prefecture-level city, prefecture, autonomous prefecture, league.',
    },
    COUNTY: { description: '县、区、县级市、旗。County, district, county-level city, banner.' },
    TOWN: { description: '乡、镇、街道。Township, town, street.' },
  },
})

registerEnumType(regionKind, {
  name: 'RegionKind',
  description: '区划性质。What a region is in law.',
  valuesConfig: {
    DIVISION: { description: '行政区划。An administrative division.' },
    FUNCTIONAL_ZONE: {
      description:
        '功能区、统计用区划，如开发区、农场。A zone that is no division: development zone, farm, park.',
    },
  },
})

@Directive('@key(fields: "code")')
@ObjectType({ description: '行政区划或功能区。A division of China or a functional zone.' })
export class Region {
  /** @param provisional where somebody asked about a day to come and is shown today's list */
  constructor(
    readonly division: Division,
    private readonly provisional = false,
  ) {}

  @Field(() => ID, {
    description: '区划代码，县级以上六位，乡镇、街道九位。Its code: six digits, nine for a town.',
  })
  get code(): string {
    return this.division.code
  }

  @Field(() => String, { description: '名称，如“中原区”。Its own name.' })
  get name(): string {
    return this.division.name
  }

  @Field(() => String, {
    description: '全称，如“河南省郑州市中原区”。The full path as an address is written.',
  })
  get fullName(): string {
    return fullNameOf(this.division)
  }

  @Field(() => regionLevel, { description: '层级。Level.' })
  get level(): DivisionLevel {
    return this.division.level
  }

  @Field(() => regionKind, { description: '性质。Division or functional zone.' })
  get kind(): DivisionKind {
    return this.division.kind
  }

  @Field(() => Region, {
    nullable: true,
    description: '上级区划，国家没有。The region above; the country has none.',
  })
  get parent(): Region | null {
    return this.division.parent && new Region(this.division.parent, this.provisional)
  }

  @Field(() => [Region], { description: '下级区划，按代码排列。The regions directly below, by code.' })
  get children(): Region[] {
    return this.division.children.map((child) => new Region(child, this.provisional))
  }

  @Field(() => [Region], { description: '从国家到本区划的路径。From the country to the region itself.' })
  get path(): Region[] {
    return pathOf(this.division).map((step) => new Region(step, this.provisional))
  }

  @Field(() => Boolean, {
    description:
      '所问日期尚未到来，按今天的名单答复。Whether the day asked about has yet to come, so that the answer is from today’s list.',
  })
  get isProvisional(): boolean {
    return this.provisional
  }
}
