import { expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { Channel, MatterType, ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
import { SubmitReportInput } from '../intake/submission.input.js'
import { canonical, digestOf, fixedPartOf } from './digest.js'

const report = Object.assign(new SubmitReportInput(), {
  channel: Channel.WECHAT_MINI,
  mode: ReporterMode.REAL_NAME,
  reporterKind: ReporterKind.PUBLIC,
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: [MatterType.MAJOR_HAZARD],
  subKinds: [],
  unitName: '己煤矿（虚构）',
  unitAliases: [],
  facts: { what: '瓦斯超限', from: new Date('2026-03-01T08:00:00Z'), when: null },
})
const submittedAt = new Date('2026-03-01T09:00:00Z')

it('is SHA-256 over sorted keys, without nulls and empty lists, as docs/sync.md says', () => {
  const text =
    '{"channel":"WECHAT_MINI","facts":{"from":"2026-03-01T08:00:00.000Z","what":"瓦斯超限"},"industryCode":"COAL_MINE",' +
    '"matterTypes":["MAJOR_HAZARD"],"mode":"REAL_NAME","regionCode":"410102","reporterKind":"PUBLIC","unitName":"己煤矿（虚构）"}'
  expect(digestOf(report)).toBe(createHash('sha256').update(text).digest('hex'))
  expect(canonical({ b: 1, a: [null, 'x'] })).toBe('{"a":[null,"x"],"b":1}')
})

it('knows nothing of who reports', () => {
  const identity = { name: '测试人', phone: '010-00001111' }
  expect(digestOf(Object.assign(new SubmitReportInput(), report, { identity }))).toBe(digestOf(report))
})

it.each([
  ['the place', { regionCode: '410103' }],
  ['the industry', { industryCode: 'CHEMICAL' }],
  ['the kinds', { matterTypes: [MatterType.ILLEGAL_ACT] }],
  ['the mode', { mode: ReporterMode.ANONYMOUS }],
])('the fixed part changes with %s', (_what, change) => {
  const changed = Object.assign(new SubmitReportInput(), report, change)
  expect(fixedPartOf(changed, submittedAt)).not.toBe(fixedPartOf(report, submittedAt))
  expect(fixedPartOf(Object.assign(new SubmitReportInput(), report, { unitName: '庚' }), submittedAt)).toBe(
    fixedPartOf(report, submittedAt),
  )
})
