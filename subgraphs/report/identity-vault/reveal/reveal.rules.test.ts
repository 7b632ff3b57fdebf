import { expect, test } from '@jest/globals'
import { mayBecome, revealStates, stateAt } from './reveal.rules.js'

const now = new Date('2026-03-01T08:00:00Z')
const later = new Date('2026-03-01T08:00:01Z')

test('the steps of a reveal, and no others', () => {
  const steps = revealStates.flatMap((from) =>
    revealStates
      .filter((to) => mayBecome({ state: from, expiresAt: later }, to, now))
      .map((to) => [from, to]),
  )
  expect(steps).toEqual([
    ['REQUESTED', 'APPROVED'],
    ['REQUESTED', 'REFUSED'],
    ['REQUESTED', 'EXPIRED'],
    ['APPROVED', 'RELEASED'],
    ['APPROVED', 'EXPIRED'],
  ])
})

test('one that has run out is over, whatever is written down', () => {
  for (const state of ['REQUESTED', 'APPROVED'] as const) {
    expect(stateAt({ state, expiresAt: now }, now)).toBe('EXPIRED')
    expect(revealStates.some((to) => mayBecome({ state, expiresAt: now }, to, now))).toBe(false)
  }
  for (const state of ['REFUSED', 'RELEASED'] as const)
    expect(stateAt({ state, expiresAt: now }, now)).toBe(state)
})
