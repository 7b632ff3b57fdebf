import { Arg, Ctx, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql'
import type { RegionContext } from '../context.js'
import { datumEnum, type Datum } from '../../shared/dictionary/datum.js'
import { centreOfRegion, locateRegion } from './location.service.js'
import { RegionCentre, RegionLocation } from './location.type.js'
import { Region } from './region.type.js'

@Resolver(() => Region)
export class LocationResolver {
  @Query(() => RegionLocation, {
    description:
      '由坐标查所在的县级区划。以约 2016 年的界线为据，只有界线能证明时才断言在其内。The county a point lies in, by outlines of about 2016: asserted only where the outline proves it.',
  })
  locateRegion(
    @Arg('longitude', () => Float, { description: '经度，度。Longitude in degrees.' }) longitude: number,
    @Arg('latitude', () => Float, { description: '纬度，度。Latitude in degrees.' }) latitude: number,
    @Arg('datum', () => datumEnum, { defaultValue: 'WGS84', description: '坐标系。The datum.' })
    datum: Datum,
    @Ctx() { divisions }: RegionContext,
  ): RegionLocation {
    return locateRegion(divisions(), { longitude, latitude }, datum)
  }

  @FieldResolver(() => RegionCentre, {
    nullable: true,
    description:
      '县级区划的标注点；无数据时为空。Where the label of a county stands; null where that is not known.',
  })
  centre(
    @Root() { division }: Region,
    @Arg('datum', () => datumEnum, { defaultValue: 'WGS84', description: '坐标系。The datum.' })
    datum: Datum,
    @Ctx() { divisions }: RegionContext,
  ): RegionCentre | null {
    return centreOfRegion(divisions(), division, datum)
  }
}
