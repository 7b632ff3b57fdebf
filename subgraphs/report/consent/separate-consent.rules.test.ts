import { describe, expect, test } from '@jest/globals'
import { Channel, MatterType, ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
import { looksInvented } from '../intake/contact.js'
import { ContactCheck, FeedbackPreference } from '../intake/form-kinds.js'
import type { SubmitReportInput } from '../intake/submission.input.js'
import { warningsOf } from '../intake/warnings.js'
import { SeparateConsentKind } from './consent-kind.js'
import { consentTexts } from './consent-texts.js'
import { checkSeparateConsents } from './separate-consent.rules.js'

type Submission = Pick<SubmitReportInput, keyof SubmitReportInput>
const agreed = { noticeVersion: 1, privacyVersion: 1, declaredTrue: true }
const report: Submission = {
  channel: Channel.WECHAT_MINI,
  mode: ReporterMode.REAL_NAME,
  reporterKind: ReporterKind.PUBLIC,
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: [MatterType.MAJOR_HAZARD],
  subKinds: [],
  unitName: '示例煤矿（虚构）',
  unitAliases: [],
  facts: { what: '井下瓦斯超限仍在作业。' },
  consent: agreed,
}
const { NOTICES_BY_SMS, NOTICES_BY_WECHAT, PASSING_ON, PUBLICATION } = SeparateConsentKind
const agreeing = (...kinds: SeparateConsentKind[]) => ({
  consent: { ...agreed, separate: kinds.map((kind) => ({ kind, version: 1 })) },
})
const bySms = { feedbackPreference: FeedbackPreference.SMS, noticeAddress: '138 0000 1234' }
const byWechat = { feedbackPreference: FeedbackPreference.WECHAT, noticeAddress: '081Lq_gc0-xY' }

describe('separate consents', () => {
  test.each<[string, Partial<Submission>, string | null]>([
    ['may all be left out', {}, null],
    ['may be given each for itself', agreeing(PASSING_ON, PUBLICATION), null],
    ['come with the number of the SMS', { ...bySms, ...agreeing(NOTICES_BY_SMS) }, null],
    [
      'let somebody without a name be told by SMS',
      { ...bySms, ...agreeing(NOTICES_BY_SMS), mode: ReporterMode.ANONYMOUS },
      null,
    ],
    ['come with the code of WeChat', { ...byWechat, ...agreeing(NOTICES_BY_WECHAT) }, null],
    ['are given once each', agreeing(PASSING_ON, PASSING_ON), 'consent.separate'],
    [
      'are for the words in force',
      { consent: { ...agreed, separate: [{ kind: PASSING_ON, version: 2 }] } },
      'consent.separate[0].version',
    ],
    [
      'declare in words there are',
      { consent: { ...agreed, declarationVersion: 9 } },
      'consent.declarationVersion',
    ],
    ['are needed before an SMS', { ...bySms }, 'consent.separate'],
    ['to SMS do not stand for WeChat', { ...byWechat, ...agreeing(NOTICES_BY_SMS) }, 'consent.separate'],
    ['to notices need the notices', agreeing(NOTICES_BY_SMS), 'consent.separate'],
    ['need a number', { ...bySms, noticeAddress: null, ...agreeing(NOTICES_BY_SMS) }, 'noticeAddress'],
    [
      'need a mobile number',
      { ...bySms, noticeAddress: '010-00001234', ...agreeing(NOTICES_BY_SMS) },
      'noticeAddress',
    ],
    [
      'need a code that is one',
      { ...byWechat, noticeAddress: 'a b', ...agreeing(NOTICES_BY_WECHAT) },
      'noticeAddress',
    ],
    ['take no address for nothing', { noticeAddress: '13800001234' }, 'noticeAddress'],
    [
      'keep no identifier of WeChat for somebody without a name',
      { ...byWechat, ...agreeing(NOTICES_BY_WECHAT), mode: ReporterMode.ANONYMOUS },
      'feedbackPreference',
    ],
  ])('%s', (_title, change, path) => {
    const paths = checkSeparateConsents({ ...report, ...change }).map(({ inputPath }) => inputPath)
    expect(paths).toEqual(path === null ? [] : [`input.${path}`])
  })

  test('have their words in both languages, versions counted from 1', () => {
    for (const versions of Object.values(consentTexts)) {
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_words, index) => index + 1))
      for (const { text } of versions) {
        expect(text.zh).toMatch(/^\p{Script=Han}/u)
        expect(text.en).toMatch(/^[A-Z]/)
      }
    }
  })
})

test.each([
  ['13811111111', true],
  ['010-12345678', true],
  ['138 8765 4321', true],
  ['13800138000', false],
  ['010-00001234', false],
])('the number %s looks invented: %s', (phone, expected) => {
  expect(looksInvented(phone)).toBe(expected)
})

const [REAL_NAME, ANONYMOUS] = [ReporterMode.REAL_NAME, ReporterMode.ANONYMOUS]
const [PUBLIC, EMPLOYEE] = [ReporterKind.PUBLIC, ReporterKind.EMPLOYEE]
test.each<[ReporterMode, ReporterKind, ContactCheck | null, RegExp[]]>([
  [REAL_NAME, PUBLIC, ContactCheck.GIVEN, []],
  [REAL_NAME, EMPLOYEE, ContactCheck.SEALED, []],
  [REAL_NAME, EMPLOYEE, ContactCheck.DOUBTFUL, [/难以发放奖励/]],
  [ANONYMOUS, PUBLIC, ContactCheck.NONE, [/没有举报奖励/]],
  [ANONYMOUS, PUBLIC, null, [/没有举报奖励/]],
  [ANONYMOUS, EMPLOYEE, ContactCheck.NONE, [/没有举报奖励/, /真实姓名和有效联系方式/]],
  [ANONYMOUS, PUBLIC, ContactCheck.GIVEN, [/没有举报奖励/, /系统可以解密/]],
])('%s by %s with a contact that is %s is told what follows', (mode, reporterKind, contactCheck, told) => {
  const warnings = warningsOf({ mode, reporterKind, contactCheck }).map(({ zh }) => zh)
  expect(warnings).toEqual(told.map((words) => expect.stringMatching(words)))
})
