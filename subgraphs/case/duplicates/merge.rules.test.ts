import { describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { CaseState } from '../loop/case-state.js'
import { decisionFor, isEarlier, mergeProblem, undecided, type Mergeable } from './merge.rules.js'

const at = (day: number) => new Date(Date.UTC(2026, 2, day))
const opened = (day: number, more: Partial<Mergeable> = {}): Mergeable => ({
  id: randomUUID(),
  state: CaseState.SCREENING,
  openedAt: at(day),
  acceptedAt: null,
  excludedAuthorityIds: [],
  ...more,
})
const hidden = [randomUUID()]

describe('merging', () => {
  it.each<[string, Mergeable, Mergeable]>([
    ['opened before', opened(1), opened(2)],
    ['accepted, though opened after', opened(2, { acceptedAt: at(3) }), opened(1)],
    ['accepted before', opened(2, { acceptedAt: at(3) }), opened(1, { acceptedAt: at(4) })],
    ['accepted at once, opened before', opened(1, { acceptedAt: at(3) }), opened(2, { acceptedAt: at(3) })],
    ['of the same moment by id', opened(1, { id: '0' }), opened(1, { id: '1' })],
  ])('goes from the later to the earlier: %s', (_what, earlier, later) => {
    expect([isEarlier(earlier, later), isEarlier(later, earlier)]).toEqual([true, false])
    expect(mergeProblem(later, earlier)).toBeUndefined()
    expect(mergeProblem(earlier, later)).toBeDefined()
  })

  it.each(Object.values(CaseState))(
    'into a case that is %s is possible only before a conclusion',
    (state) => {
      expect(mergeProblem(opened(2), opened(1, { state })) === undefined).toBe(undecided.includes(state))
    },
  )

  it('shows no authority what is about it', () => {
    const about = { excludedAuthorityIds: hidden }
    expect(mergeProblem(opened(2, about), opened(1))).toBeDefined()
    expect(mergeProblem(opened(2, about), opened(1, about))).toBeUndefined()
    expect(mergeProblem(opened(2), opened(1, about))).toBeUndefined()
  })

  it('never of a case into itself', () => {
    const one = opened(1)
    expect(mergeProblem(one, one)).toBeDefined()
  })

  it('shows the reporter where the other case stands', () => {
    expect(undecided.map((state) => decisionFor(state))).toEqual([
      'INTO_UNDECIDED',
      'INTO_UNDECIDED',
      'INTO_ACCEPTED',
      'INTO_ACCEPTED',
      'INTO_VERIFYING',
    ])
  })
})
