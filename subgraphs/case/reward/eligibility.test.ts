import { describe, expect, it } from '@jest/globals'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { decideEligibility, type Candidate } from './eligibility.js'

const candidate = (reportId: string, change: Partial<Candidate> = {}): Candidate => ({
  reportId,
  mode: 'REAL_NAME',
  reporterKind: 'PUBLIC',
  submittedAt: new Date(`2026-03-0${reportId}T08:00:00Z`),
  withdrawn: false,
  isFirstAccepted: false,
  ...change,
})
const matter = {
  conclusion: Conclusion.SUBSTANTIATED as Conclusion | null,
  anonymousRewarded: false,
  obstacles: [] as Parameters<typeof decideEligibility>[1]['obstacles'],
  hasRule: true,
}
const decide = (candidates: Candidate[], change: Partial<typeof matter> = {}) => {
  const { beneficiary, standings } = decideEligibility(candidates, { ...matter, ...change })
  return [beneficiary?.reportId ?? null, ...standings.map(({ reasons }) => reasons.join(' '))]
}

describe('who is rewarded', () => {
  it.each<[string, Candidate[], Partial<typeof matter>, (string | null)[]]>([
    ['a real name, found true', [candidate('1')], {}, ['1', '']],
    ['or true in part', [candidate('1')], { conclusion: Conclusion.PARTLY_SUBSTANTIATED }, ['1', '']],
    [
      'nobody: untrue',
      [candidate('1')],
      { conclusion: Conclusion.UNSUBSTANTIATED },
      [null, 'NOT_SUBSTANTIATED'],
    ],
    [
      'nobody: not to be verified',
      [candidate('1')],
      { conclusion: Conclusion.UNVERIFIABLE },
      [null, 'NOT_SUBSTANTIATED'],
    ],
    ['nobody: not concluded', [candidate('1')], { conclusion: null }, [null, 'NOT_SUBSTANTIATED']],
    ['nobody: anonymous', [candidate('1', { mode: 'ANONYMOUS' })], {}, [null, 'ANONYMOUS']],
    [
      'an anonymous one where the place rewards them',
      [candidate('1', { mode: 'ANONYMOUS' })],
      { anonymousRewarded: true },
      ['1', ''],
    ],
    ['nobody: withdrawn', [candidate('1', { withdrawn: true })], {}, [null, 'WITHDRAWN']],
    [
      'the first accepted, though submitted later',
      [candidate('1'), candidate('2', { isFirstAccepted: true })],
      {},
      ['2', '', 'NOT_FIRST_REPORTER'],
    ],
    [
      'the next where the first is anonymous: 最先受理的有效实名举报人',
      [candidate('1', { mode: 'ANONYMOUS', isFirstAccepted: true }), candidate('3'), candidate('2')],
      {},
      ['2', 'ANONYMOUS', '', 'NOT_FIRST_REPORTER'],
    ],
    [
      'the next where the first cannot be reached',
      [candidate('1', { isFirstAccepted: true }), candidate('2')],
      { obstacles: [{ reportId: '1', obstacle: 'NO_VALID_CONTACT' }] },
      ['2', 'NO_VALID_CONTACT', ''],
    ],
    [
      'the next where the first is of the staff',
      [candidate('1', { isFirstAccepted: true }), candidate('2')],
      { obstacles: [{ reportId: '1', obstacle: 'STAFF_MEMBER' }] },
      ['2', 'STAFF_MEMBER', ''],
    ],
    [
      'nobody where a regulator had found it',
      [candidate('1'), candidate('2')],
      { obstacles: [{ reportId: null, obstacle: 'ALREADY_FOUND' }] },
      [null, 'ALREADY_FOUND', 'ALREADY_FOUND'],
    ],
    ['nobody where no rule rewards it', [candidate('1')], { hasRule: false }, [null, 'NO_RULE']],
    [
      'nobody, with every reason',
      [candidate('1', { mode: 'ANONYMOUS', withdrawn: true })],
      {
        conclusion: Conclusion.UNSUBSTANTIATED,
        hasRule: false,
        obstacles: [
          { reportId: null, obstacle: 'UNCLEAR' },
          { reportId: '1', obstacle: 'UNCLEAR' },
        ],
      },
      [null, 'NOT_SUBSTANTIATED ANONYMOUS WITHDRAWN UNCLEAR NO_RULE'],
    ],
  ])('is %s', (_what, candidates, change, expected) => {
    expect(decide(candidates, change)).toEqual(expected)
  })
})
