import { describe, expect, test } from '@jest/globals'
import { readDivisionList } from '../division/division-file.js'
import { DivisionTree, pathOf } from '../division/division-tree.js'
import { applyPlan, decide, planMapChange } from './map-change.rules.js'

const tree = new DivisionTree(readDivisionList().records)
const henan = tree.ranked
  .filter(({ code, level, kind }) => code.startsWith('41') && level !== 'TOWN' && kind === 'DIVISION')
  .map(({ code, name, level, kind, parentCode }) => ({ code, name, level, kind, parentCode }))

const without = (...codes: string[]) => henan.filter(({ code }) => !codes.includes(code))
const county = (code: string, name: string) => ({
  code,
  name,
  level: 'COUNTY' as const,
  kind: 'DIVISION' as const,
  parentCode: `${code.slice(0, 4)}00`,
})

describe('what a new list would change', () => {
  test('is nothing where it says what is in force', () => {
    expect(planMapChange(tree, henan).entries).toEqual([])
  })

  test('tells a county made a district from one that was merged', () => {
    const { entries } = planMapChange(tree, [...without('410122', '410103'), county('410109', '中牟区')])
    expect(entries).toEqual([
      expect.objectContaining({ kind: 'ESTABLISHED', code: '410109' }),
      expect.objectContaining({ kind: 'ABOLISHED', code: '410103', needsDecision: true }),
      expect.objectContaining({
        kind: 'REPLACED',
        code: '410122',
        replacedBy: ['410109'],
        needsDecision: false,
      }),
    ])
  })

  test('tells a new name and a new parent', () => {
    const changed = henan.map((record) => {
      if (record.code === '410102') return { ...record, name: '中原新区' }
      return record.code === '419001' ? { ...record, parentCode: '410100' } : record
    })
    expect(planMapChange(tree, changed).entries).toEqual([
      expect.objectContaining({ kind: 'RENAMED', code: '410102', formerName: '中原区', name: '中原新区' }),
      expect.objectContaining({ kind: 'MOVED', code: '419001' }),
    ])
  })

  test('leaves other provinces, towns and functional zones alone', () => {
    const { records, entries } = planMapChange(tree, without('410103'))
    const decided = decide({ records, entries }, [{ code: '410103', replacedBy: ['410102'] }])
    expect(decided.undecided).toEqual([])
    const next = new DivisionTree(applyPlan(tree, records, decided.entries))
    expect(next.get('410173')).toBeDefined()
    expect(next.ranked).toHaveLength(tree.ranked.length - 1)
  })

  test('hangs the towns of a merged county under the one that took it, of a divided one a level higher', () => {
    const { records, entries } = planMapChange(tree, without('410103'))
    const parentAfter = (replacedBy: string[]) => {
      const decided = decide({ records, entries }, [{ code: '410103', replacedBy }])
      const next = new DivisionTree(applyPlan(tree, records, decided.entries))
      const town = next.get('410103001')
      return town && pathOf(town).at(-2)?.code
    }
    expect(parentAfter(['410102'])).toBe('410102')
    expect(parentAfter(['410102', '410104'])).toBe('410100')
  })

  test('waits for a decision on what no name tells', () => {
    const plan = planMapChange(tree, without('410103'))
    expect(decide(plan, []).undecided).toEqual(['410103'])
    expect(decide(plan, [{ code: '410103', replacedBy: [] }]).entries[0]?.kind).toBe('ABOLISHED')
  })
})
