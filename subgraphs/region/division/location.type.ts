import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql'
import { certainties, type Certainty } from './county-locator.js'
import { datumEnum, type Datum } from '../../shared/dictionary/datum.js'
import type { Point } from './datum.js'
import { Region } from './region.type.js'

const certaintyEnum = Object.fromEntries(certainties.map((certainty) => [certainty, certainty]))

export const locationGaps = ['OUTSIDE_CHINA', 'NOT_COVERED'] as const
export type LocationGap = (typeof locationGaps)[number]
const locationGapEnum = Object.fromEntries(locationGaps.map((gap) => [gap, gap]))

registerEnumType(certaintyEnum, {
  name: 'LocationCertainty',
  description: '定位到县的把握，以约 2016 年的界线为据。How sure it is, by the outlines of about 2016.',
  valuesConfig: {
    INSIDE: {
      description:
        '界线证明在其内，且未见该县界线其后变更的记载。The outline proves it, and no change of it since is known.',
    },
    LIKELY: { description: '只有此县可能，但靠近界线。The only one it can be, but near its border.' },
    POSSIBLE: { description: '几个县都有可能。One of several it can be.' },
  },
})

registerEnumType(locationGapEnum, {
  name: 'LocationGap',
  description: '为何没有定位到区划。Why no region is found.',
  valuesConfig: {
    OUTSIDE_CHINA: { description: '在中国范围之外。Far outside China.' },
    NOT_COVERED: {
      description:
        '境外邻近、海上、港澳台，或少数尚无界线数据的县。Abroad near the border, at sea, in 港澳台, or in one of the few counties without an outline.',
    },
  },
})

@ObjectType({ description: '县级区划的标注点。Where the label of a county stands.' })
export class RegionCentre {
  constructor(
    private readonly point: Point,
    private readonly inDatum: Datum,
  ) {}

  @Field(() => Float, { description: '经度。Longitude.' })
  get longitude(): number {
    return this.point.longitude
  }

  @Field(() => Float, { description: '纬度。Latitude.' })
  get latitude(): number {
    return this.point.latitude
  }

  @Field(() => datumEnum, { description: '坐标系。The datum.' })
  get datum(): Datum {
    return this.inDatum
  }
}

@ObjectType({ description: '可能所在的县级区划。A county a point may lie in.' })
export class LocatedRegion {
  constructor(
    private readonly located: Readonly<{ region: Region; distanceM: number; certainty: Certainty }>,
  ) {}

  @Field(() => Region, { description: '区划。The region.' })
  get region(): Region {
    return this.located.region
  }

  @Field(() => Int, {
    description: '到该区划标注点的距离，米。Metres to where the label of the region stands.',
  })
  get distanceMetres(): number {
    return this.located.distanceM
  }

  @Field(() => certaintyEnum, { description: '把握。How sure it is.' })
  get certainty(): Certainty {
    return this.located.certainty
  }
}

@ObjectType({ description: '由坐标定位区划的结果。What a pair of coordinates tells of the region.' })
export class RegionLocation {
  constructor(
    private readonly found: readonly LocatedRegion[],
    private readonly gap: LocationGap | null,
  ) {}

  @Field(() => [LocatedRegion], {
    description:
      '可能的县级区划，近的在前，最多 5 个；能证明在其内的只有一个。The counties it may be in, nearest first, at most five; one alone where the outline proves it.',
  })
  get places(): readonly LocatedRegion[] {
    return this.found
  }

  @Field(() => locationGapEnum, {
    nullable: true,
    description: '没有结果的原因；有结果时为空。Why there is none; null where there is.',
  })
  get emptyBecause(): LocationGap | null {
    return this.gap
  }
}
