import type { Point } from './datum.js'

/** How sure it is that a place lies in a county, by the outlines of about 2016. */
export const certainties = ['INSIDE', 'LIKELY', 'POSSIBLE'] as const
export type Certainty = (typeof certainties)[number]

export type LocatedCounty = Readonly<{ code: string; distanceM: number; certainty: Certainty }>

type County = Readonly<{
  code: string
  centre: Point
  /** False where the centre is that of the divisions it was taken out of. */
  isOwnCentre: boolean
  /** Whether the outline is still the county's own. */
  isOutlineOwn: boolean
  /** Metres to the border in each direction, at least and at most. */
  least: readonly number[]
  most: readonly number[]
  farthest: number
}>

const metresPerDegree = 111_195

/**
 * Which county a point may lie in. Of each county it knows the centre and, in 16 directions, how far the border is at
 * least and at most: nearer than the least is inside, farther than the most is outside, and between is nothing proven.
 */
export class CountyLocator {
  private readonly counties: readonly County[]
  private readonly byCode: ReadonlyMap<string, County>

  constructor(table: string) {
    this.counties = table.split('\n').filter(Boolean).map(parseCounty)
    this.byCode = new Map(this.counties.map((county) => [county.code, county]))
  }

  /** Where its label stands, WGS-84; undefined where no centre of its own is known. */
  centreOf(code: string): Point | undefined {
    const county = this.byCode.get(code)
    return county?.isOwnCentre ? county.centre : undefined
  }

  /**
   * The one it is inside of, else all it may be in, nearest first. Empty where none comes near.
   *
   * @param point WGS-84
   */
  locate(point: Point, exists: (code: string) => boolean): LocatedCounty[] {
    const found: LocatedCounty[] = []
    let open = 0
    for (const county of this.counties) {
      if (Math.abs(point.latitude - county.centre.latitude) * metresPerDegree > county.farthest) continue
      const { metres, sector } = seenFrom(county.centre, point, county.most.length)
      if (metres > (county.most[sector] ?? 0) || !exists(county.code)) continue
      const isInside = metres < (county.least[sector] ?? 0)
      if (isInside) return [{ code: county.code, distanceM: Math.round(metres), certainty: 'INSIDE' }]
      open += county.isOutlineOwn ? 0 : 1
      found.push({ code: county.code, distanceM: Math.round(metres), certainty: 'POSSIBLE' })
    }
    const [only, ...others] = found.sort((a, b) => a.distanceM - b.distanceM)
    if (only !== undefined && others.length === 0 && open === 0) return [{ ...only, certainty: 'LIKELY' }]
    return found
  }
}

function parseCounty(line: string): County {
  const [head = '', longitude, latitude, ...sights] = line.split(' ')
  const [least, most] = [0, 1].map((end) => sights.map((sight) => Number(sight.split('-')[end]) * 100))
  const centre = { longitude: Number(longitude), latitude: Number(latitude) }
  if (!/^\d{6}[?*]?$/.test(head) || Number.isNaN(centre.longitude + centre.latitude) || !least || !most)
    throw new Error(`centres: not a county: ${line.slice(0, 40)}`)
  return {
    code: head.slice(0, 6),
    centre,
    isOwnCentre: !head.endsWith('*'),
    isOutlineOwn: head.length === 6,
    least,
    most,
    farthest: Math.max(...most),
  }
}

/** Flat, as data/build-centres.mjs reckons: a county is small. */
function seenFrom(from: Point, to: Point, sectors: number): { metres: number; sector: number } {
  const north = (to.latitude - from.latitude) * metresPerDegree
  const middle = ((to.latitude + from.latitude) / 2) * (Math.PI / 180)
  const east = (to.longitude - from.longitude) * metresPerDegree * Math.cos(middle)
  const turn = (Math.atan2(east, north) / (2 * Math.PI) + 1) % 1
  return { metres: Math.hypot(north, east), sector: Math.floor(turn * sectors) % sectors }
}
