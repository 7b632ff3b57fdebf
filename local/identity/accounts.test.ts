import { expect, test } from '@jest/globals'
import { administrators, rolesMay } from '../../platform/viewer/roles.js'
import { ruleOf, verbs } from '../../subgraphs/case/loop/table/state-table.js'
import type { Standing } from '../../subgraphs/case/loop/table/step-rule.js'
import { demoAccounts } from './accounts.js'

test('the three administrators are three accounts, so that none of them is without its permissions', () => {
  for (const role of administrators) {
    const holders = demoAccounts.filter((account) => account.role === role)
    expect(holders).toHaveLength(1)
  }
})

test('every step of staff can be taken by somebody: in the county, in the city, and above them', () => {
  const above: Partial<Record<Standing, string[]>> = { ABOVE: ['410000'], REVIEWER: ['410100', '410000'] }
  const wanting = verbs.flatMap((verb) => {
    const { actor } = ruleOf(verb)
    if (actor.by !== 'STAFF') return []
    const codes = above[actor.standing] ?? ['410102', '410100']
    const may = demoAccounts.filter(({ role }) => rolesMay([role], actor.permission))
    const without = codes.filter((code) => !may.some(({ regionCode }) => regionCode === code))
    return without.map((code) => `${verb} ${code}`)
  })
  expect(wanting).toEqual([])
})
