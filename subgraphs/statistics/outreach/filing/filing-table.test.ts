import { expect, test } from '@jest/globals'
import { FilingState, filingSteps, type StepRule } from './filing-table.js'

const rules = Object.entries<StepRule>(filingSteps)

test('nothing but a correction begins at what is sealed', () => {
  const fromSealed = rules.filter(([, { from }]) => from.includes(FilingState.SEALED)).map(([step]) => step)
  expect(fromSealed).toEqual(['CORRECTED'])
})

test('every state but the first is reached, and every state but the last is left', () => {
  for (const state of Object.values(FilingState)) {
    if (state !== FilingState.DRAFT) expect(rules.some(([, { to }]) => to === state)).toBe(true)
    expect(rules.some(([, { from }]) => from.includes(state))).toBe(true)
  }
})

test('what goes up was checked by another person, and what comes back has a reason', () => {
  expect(filingSteps.SUBMITTED.from).toEqual([FilingState.CHECKED])
  expect(filingSteps.CHECKED.anotherPerson).toBe(true)
  for (const [, rule] of rules)
    if (rule.to === FilingState.RETURNED || rule.to === FilingState.DRAFT) expect(rule.reasoned).toBe(true)
})
