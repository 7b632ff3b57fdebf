import { describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { RefusalGround as Ground, RefusalSubKind as Kind } from '../../shared/dictionary/loop.js'
import { problemOf, subKindsOf, type RefusalGiven } from './refusal.rules.js'

const plain: RefusalGiven = {
  ground: Ground.OTHER_PROCEDURE,
  subKind: Kind.COURT,
  reason: '该事项已由人民法院受理。',
  noticeVersion: 1,
  noticeClause: '4.3',
  legalBasis: null,
  whyNoSupplement: null,
  earlierCaseId: null,
}
const unclear = { ground: Ground.UNCLEAR, subKind: Kind.FACTS, noticeClause: '4.2' }
const repeated = { ground: Ground.DUPLICATE_BY_SAME_REPORTER, subKind: null, noticeClause: '4.1' }
const otherLaw = { ground: Ground.OTHER_LEGAL, subKind: null, noticeClause: '4.4' }
const known = { supplementAsked: false, noticePublished: true }
const pathOf = (change: Partial<RefusalGiven>, more: Partial<typeof known> = {}) =>
  problemOf({ ...plain, ...change }, { ...known, ...more })?.inputPath

describe('a refusal', () => {
  it.each<[string, Partial<RefusalGiven>, Partial<typeof known>]>([
    ['another procedure', {}, {}],
    ['what is unclear after a supplement was asked for', unclear, { supplementAsked: true }],
    [
      'what is unclear where it is said why nothing was asked',
      { ...unclear, whyNoSupplement: '匿名且无法联系' },
      {},
    ],
    ['the same reporter again', { ...repeated, earlierCaseId: randomUUID() }, {}],
    ['another law that is named', { ...otherLaw, legalBasis: '《信访工作条例》第二十条' }, {}],
  ])('may rest on %s', (_what, change, more) => {
    expect(pathOf(change, more)).toBeUndefined()
  })

  it.each<[string, Partial<RefusalGiven>, string]>([
    ['unclear without asking first', unclear, 'whyNoSupplement'],
    ['the same reporter without the earlier case', repeated, 'earlierCaseId'],
    ['another law that is not named', otherLaw, 'legalBasis'],
    ['another law in one character', { ...otherLaw, legalBasis: '法' }, 'legalBasis'],
    ['no reason', { reason: '  ' }, 'reason'],
    ['a clause in words', { noticeClause: '第四条' }, 'noticeClause'],
    ['a clause of five parts', { noticeClause: '4.1.1.1.1' }, 'noticeClause'],
    ['no sub-kind where there are some', { subKind: null }, 'subKind'],
    ['a sub-kind of another ground', { subKind: Kind.FACTS }, 'subKind'],
    ['a sub-kind where there is none', { ...otherLaw, subKind: Kind.COURT }, 'subKind'],
    ['two grounds: a law besides', { legalBasis: '《行政复议法》' }, 'legalBasis'],
    ['two grounds: an earlier case besides', { earlierCaseId: randomUUID() }, 'earlierCaseId'],
    ['two grounds: unclear besides', { whyNoSupplement: '无法联系' }, 'whyNoSupplement'],
  ])('is not one: %s', (_what, change, field) => {
    expect(pathOf(change)).toBe(`input.${field}`)
  })

  it('cites a version of the notice that was published', () => {
    expect(pathOf({}, { noticePublished: false })).toBe('input.noticeVersion')
  })

  it('has every sub-kind under exactly one ground', () => {
    expect(Object.values(subKindsOf).flat().sort()).toEqual(Object.values(Kind).sort())
  })
})
