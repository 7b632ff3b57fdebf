import { AndonError } from '../../../platform/errors.js'
import type { Datum } from '../../shared/dictionary/datum.js'
import { fromWgs84, toWgs84, type Point } from './datum.js'
import type { Division } from './division-tree.js'
import type { Divisions } from './divisions.js'
import { RegionCentre, LocatedRegion, RegionLocation } from './location.type.js'
import { Region } from './region.type.js'

const mostPlaces = 5

/** Wide enough for every island; the counties decide what lies within. */
const china = { west: 73, east: 136, south: 3, north: 54 }

/** @throws AndonError BAD_USER_INPUT where the numbers are no coordinates, such as a pair the wrong way round */
export function locateRegion({ tree, locator }: Divisions, point: Point, datum: Datum): RegionLocation {
  requireDegrees(point.longitude, 180, 'longitude')
  requireDegrees(point.latitude, 90, 'latitude')
  const { longitude, latitude } = point
  const isFar =
    longitude < china.west || longitude > china.east || latitude < china.south || latitude > china.north
  if (isFar) return new RegionLocation([], 'OUTSIDE_CHINA')
  const places = locator
    .locate(toWgs84(point, datum), (code) => tree.get(code) !== undefined)
    .slice(0, mostPlaces)
    .map((found) => new LocatedRegion({ ...found, region: new Region(tree.get(found.code) as Division) }))
  return new RegionLocation(places, places.length === 0 ? 'NOT_COVERED' : null)
}

/** Null where no centre is known: for all but counties, and for the few the source lacks. */
export function centreOfRegion(
  { locator, history }: Divisions,
  division: Division,
  datum: Datum,
): RegionCentre | null {
  const [only, ...others] = history.successorsToday(division)
  const centre = only !== undefined && others.length === 0 ? locator.centreOf(only.code) : undefined
  return centre === undefined || only?.level !== division.level
    ? null
    : new RegionCentre(fromWgs84(centre, datum), datum)
}

function requireDegrees(value: number, most: number, inputPath: string): void {
  if (Math.abs(value) <= most) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '经度应在 -180 到 180 之间，纬度应在 -90 到 90 之间。',
      en: 'A longitude lies between -180 and 180 degrees, a latitude between -90 and 90.',
    },
    { inputPath },
  )
}
