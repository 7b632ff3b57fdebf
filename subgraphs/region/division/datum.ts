import type { Datum } from '../../shared/dictionary/datum.js'

/**
 * Coordinates of China in three datums. WGS-84 is what satellites give; GCJ-02 is the one the law prescribes for
 * published maps, shifted by up to 700 m; BD-09 is Baidu's shift of that. The formulas and constants are those of
 * gcoord 1.0.7 (MIT), which a test compares: there is no published standard to quote.
 */

/** Degrees. */
export type Point = Readonly<{ longitude: number; latitude: number }>

/** Semi-major axis and squared eccentricity of the Krasovsky ellipsoid. */
const axis = 6_378_245
const eccentricity = 0.006693421622965823
const baiduTurn = (Math.PI * 3000) / 180

export function toWgs84(point: Point, from: Datum): Point {
  if (from === 'WGS84') return point
  return gcj02ToWgs84(from === 'BD09' ? bd09ToGcj02(point) : point)
}

export function fromWgs84(point: Point, to: Datum): Point {
  if (to === 'WGS84') return point
  const gcj02 = wgs84ToGcj02(point)
  return to === 'BD09' ? gcj02ToBd09(gcj02) : gcj02
}

function wgs84ToGcj02(point: Point): Point {
  const shift = shiftAt(point)
  return { longitude: point.longitude + shift.longitude, latitude: point.latitude + shift.latitude }
}

/** The shift has no inverse in closed form; three steps are exact to a millimetre. */
function gcj02ToWgs84(point: Point): Point {
  let guess = point
  for (let step = 0; step < 3; step++) {
    const shifted = wgs84ToGcj02(guess)
    guess = {
      longitude: guess.longitude - (shifted.longitude - point.longitude),
      latitude: guess.latitude - (shifted.latitude - point.latitude),
    }
  }
  return guess
}

function shiftAt({ longitude, latitude }: Point): Point {
  const [x, y] = [longitude - 105, latitude - 35]
  const root = Math.sqrt(Math.abs(x))
  const common = waves(6 * x, 2 * x, 20, 20)
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
  const radians = (latitude / 180) * Math.PI
  const curve = 1 - eccentricity * Math.sin(radians) ** 2
  const metresNorth = north + waves(y, y / 3, 20, 40) + waves(y / 12, y / 30, 160, 320)
  const metresEast = east + waves(x, x / 3, 20, 40) + waves(x / 12, x / 30, 150, 300)
  return {
    latitude: (metresNorth * 180) / (((axis * (1 - eccentricity)) / (curve * Math.sqrt(curve))) * Math.PI),
    longitude: (metresEast * 180) / ((axis / Math.sqrt(curve)) * Math.cos(radians) * Math.PI),
  }
}

function waves(first: number, second: number, high: number, higher: number): number {
  return ((high * Math.sin(first * Math.PI) + higher * Math.sin(second * Math.PI)) * 2) / 3
}

function gcj02ToBd09({ longitude: x, latitude: y }: Point): Point {
  const radius = Math.sqrt(x * x + y * y) + 0.00002 * Math.sin(y * baiduTurn)
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * baiduTurn)
  return { longitude: radius * Math.cos(angle) + 0.0065, latitude: radius * Math.sin(angle) + 0.006 }
}

function bd09ToGcj02({ longitude, latitude }: Point): Point {
  const [x, y] = [longitude - 0.0065, latitude - 0.006]
  const radius = Math.sqrt(x * x + y * y) - 0.00002 * Math.sin(y * baiduTurn)
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * baiduTurn)
  return { longitude: radius * Math.cos(angle), latitude: radius * Math.sin(angle) }
}
