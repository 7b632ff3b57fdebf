import { describe, expect, test } from '@jest/globals'
import {
  Channel,
  MatterSubKind,
  MatterType,
  ReporterKind,
  ReporterMode,
} from '../../shared/dictionary/matter.js'
import { ElsewhereKind } from './form-kinds.js'
import type { SubmitReportInput } from './submission.input.js'
import { checkSubmission, formVersion, mostAliases } from './submission.rules.js'

type Submission = Pick<SubmitReportInput, keyof SubmitReportInput>

const now = new Date('2026-03-01T08:00:00Z')
const what = '井下瓦斯超限仍在作业，监测探头被人为遮挡。'
const report: Submission = {
  channel: Channel.WEB,
  mode: ReporterMode.ANONYMOUS,
  reporterKind: ReporterKind.PUBLIC,
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: [MatterType.MAJOR_HAZARD],
  subKinds: [],
  unitName: '示例煤矿（虚构）',
  unitAliases: [],
  facts: { what },
  elsewhere: { kind: ElsewhereKind.NONE },
  consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
}
const accident = { place: '三采区', deaths: 2, injuries: 1, howConcealed: '私下赔偿后不上报' }
const concealed: Submission = {
  ...report,
  matterTypes: [MatterType.CONCEALED_OR_FALSE_ACCIDENT],
  subKinds: [MatterSubKind.CONCEALED_ACCIDENT],
  accident,
}
const problemsOf = (input: Submission) => checkSubmission(input, now)
const pathsOf = (input: Submission) => problemsOf(input).map(({ inputPath }) => inputPath)

describe('a report is taken', () => {
  test.each<[string, Submission]>([
    ['with what must be there', report],
    ['of a general hazard, which goes its own way', { ...report, matterTypes: [MatterType.GENERAL_HAZARD] }],
    ['of a concealed accident with the accident', concealed],
    [
      'of one that is concealed and falsely reported',
      { ...concealed, subKinds: Object.values(MatterSubKind) },
    ],
    ['from an informant', { ...report, reporterKind: ReporterKind.INFORMANT }],
    ['filled in on an older form', { ...report, formVersion: 1 }],
    ['filled in on the present form', { ...report, formVersion }],
    [
      'with everything that may be there',
      {
        ...concealed,
        reporterKind: ReporterKind.EMPLOYEE,
        employerIsReportedUnit: false,
        address: '示例路 1 号',
        coordinate: { longitude: 113.6, latitude: 34.7, datum: 'GCJ02' },
        unitAliases: ['示例矿业', '示例一矿'],
        facts: {
          what,
          when: '夜班',
          from: new Date('2026-02-01T00:00:00Z'),
          to: new Date('2026-02-20T00:00:00Z'),
          where: '井下',
          who: '带班矿长',
          ongoing: false,
        },
        accident: { ...accident, occurredAt: new Date('2026-02-10T00:00:00Z'), clues: '送往外县医院' },
        elsewhere: { kind: ElsewhereKind.COURT, number: '（2026）示例民初 1 号' },
        sameMatterBefore: { reported: true, caseNumber: '示例 2026-17' },
      },
    ],
  ])('%s', (_title, input) => {
    expect(problemsOf(input)).toEqual([])
  })
})

const facts = (more: object) => ({ facts: { what, ...more } })
const ofAccident = (more: object) => ({ ...concealed, accident: { ...accident, ...more } })
const tomorrow = new Date('2026-03-03T08:00:00Z')

describe('a report is refused, at the place in the form', () => {
  test.each<[string, Partial<Submission>, string]>([
    ['of a form there is not yet', { formVersion: formVersion + 1 }, 'formVersion'],
    ['of form 0', { formVersion: 0 }, 'formVersion'],
    ['that does not say whether it is in other hands', { elsewhere: null }, 'elsewhere'],
    [
      'nowhere else, with a number',
      { elsewhere: { kind: ElsewhereKind.NONE, number: '17' } },
      'elsewhere.number',
    ],
    [
      'with a number that is too long',
      { elsewhere: { kind: ElsewhereKind.COURT, number: '1'.repeat(101) } },
      'elsewhere.number',
    ],
    ['of a concealed accident without saying how', { ...concealed, subKinds: [] }, 'subKinds'],
    [
      'of the same sub-kind twice',
      { ...concealed, subKinds: [MatterSubKind.FALSE_ACCIDENT, MatterSubKind.FALSE_ACCIDENT] },
      'subKinds',
    ],
    ['of a concealed accident that is not told', { ...concealed, accident: null }, 'accident'],
    ['of a concealed accident told in nothing', { ...concealed, accident: { place: null } }, 'accident'],
    ['of a hazard with a sub-kind', { subKinds: [MatterSubKind.FALSE_ACCIDENT] }, 'subKinds'],
    ['of a hazard with an accident', { accident }, 'accident'],
    ['of an accident to come', ofAccident({ occurredAt: tomorrow }), 'accident.occurredAt'],
    ['with fewer than none dead', ofAccident({ deaths: -1 }), 'accident.deaths'],
    ['with more injured than can be', ofAccident({ injuries: 10_001 }), 'accident.injuries'],
    ['with half a clue', ofAccident({ clues: '在医院\ud83d' }), 'accident.clues'],
    ['that began in the future', facts({ from: tomorrow }), 'facts.from'],
    [
      'that ended before it began',
      facts({ from: new Date('2026-02-02T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') }),
      'facts.to',
    ],
    ['with too long an address', { address: '路'.repeat(301) }, 'address'],
    [
      'with coordinates the wrong way round',
      { coordinate: { longitude: 34.7, latitude: 113.6, datum: 'WGS84' } },
      'coordinate',
    ],
    [
      'with too many names',
      { unitAliases: Array.from({ length: mostAliases + 1 }, () => '别名') },
      'unitAliases',
    ],
    ['with an empty second name', { unitAliases: ['别名', ''] }, 'unitAliases[1]'],
    [
      'about the employer of somebody who is none',
      { employerIsReportedUnit: true },
      'employerIsReportedUnit',
    ],
    [
      'with a receipt where a number belongs',
      { sameMatterBefore: { reported: true, caseNumber: '1234 5678-9012 ３４５６' } },
      'sameMatterBefore.caseNumber',
    ],
    [
      'with the number of what was never reported',
      { sameMatterBefore: { reported: false, caseNumber: '示例 17' } },
      'sameMatterBefore.caseNumber',
    ],
  ])('%s', (_title, change, path) => {
    const input = { ...report, ...change }
    expect(pathsOf(input)).toEqual([`input.${path}`])
    expect(problemsOf(input)[0]?.message.zh).toMatch(/^[\p{Script=Han}0-9 ]/u)
  })

  test.each([
    ['NUL', '\u0000'],
    ['a control of C1', '\u0085'],
    ['an escape', '\u001b[31m'],
    ['half a character', '\udc00'],
    ['a turn of direction', '\u202e'],
    ['an isolate', '\u2067'],
    ['no character at all', '\uffff'],
  ])('with %s in any of its texts, and says that it is the characters', (_what, bad) => {
    const text = `示例内容十个字以上的正文${bad}`
    const paths = ['address', 'unitName', 'facts.what', 'facts.when', 'facts.where', 'facts.who']
    const problems = problemsOf({
      ...ofAccident({ place: text, howConcealed: text, clues: text }),
      address: text,
      unitName: text,
      unitAliases: [text],
      facts: { what: text, when: text, where: text, who: text },
      elsewhere: { kind: ElsewhereKind.COURT, number: text },
      sameMatterBefore: { reported: true, caseNumber: text },
    })
    expect(problems.map(({ inputPath }) => inputPath.replace('input.', '')).sort()).toEqual(
      [
        ...paths,
        ...['accident.place', 'accident.howConcealed', 'accident.clues'],
        ...['unitAliases[0]', 'elsewhere.number', 'sameMatterBefore.caseNumber'],
      ].sort(),
    )
    for (const { message } of problems) expect(message.zh).toContain('不能使用的字符')
  })
})

test('a text may have line breaks, rare characters and emoji', () => {
  expect(pathsOf({ ...report, ...facts({ what: '第一行\r\n\t第二行：𠮷野家隔壁的厂房👷‍♀️起火' }) })).toEqual([])
})
