import { regionCodePattern } from './region-code.js'

export const divisionLevels = ['COUNTRY', 'PROVINCE', 'CITY', 'COUNTY', 'TOWN'] as const
export type DivisionLevel = (typeof divisionLevels)[number]

export const divisionKinds = ['DIVISION', 'FUNCTIONAL_ZONE'] as const
export type DivisionKind = (typeof divisionKinds)[number]

export type DivisionRecord = Readonly<{
  code: string
  name: string
  level: DivisionLevel
  kind: DivisionKind
  parentCode: string | null
}>

/**
 * Reads data/divisions.txt; the format is told at the top of data/build-divisions.mjs.
 *
 * @returns parents before their children
 * @throws Error with the line's number where the text is not of that format
 */
export function parseDivisionList(text: string): DivisionRecord[] {
  const ancestors: DivisionRecord[] = []
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const division = parseLine(line, ancestors)
      if (division === undefined) throw new Error(`division list, line ${String(index + 1)}: not a division`)
      return division
    })
}

function parseLine(line: string, ancestors: DivisionRecord[]): DivisionRecord | undefined {
  const parts = /^( *)(~?)(\d+) (\S+)$/.exec(line)
  if (parts === null) return undefined
  const [, indent = '', zone, digits = '', name = ''] = parts
  const depth = indent.length
  const parent = depth === 0 ? undefined : ancestors[depth - 1]
  if (depth > ancestors.length || (depth === 0) !== (ancestors.length === 0)) return undefined
  const code = digits.length === 3 && parent !== undefined ? parent.code + digits : digits
  if (!regionCodePattern.test(code)) return undefined
  const division: DivisionRecord = {
    code,
    name,
    level: levelOfCode(code),
    kind: zone === '~' ? 'FUNCTIONAL_ZONE' : 'DIVISION',
    parentCode: parent?.code ?? null,
  }
  ancestors.length = depth
  ancestors.push(division)
  return division
}

export function levelOfCode(code: string): DivisionLevel {
  if (code.length === 9) return 'TOWN'
  if (code === '000000') return 'COUNTRY'
  if (code.endsWith('0000')) return 'PROVINCE'
  return code.endsWith('00') ? 'CITY' : 'COUNTY'
}
