import { type SubmitReportInput } from '../operations/generated/graphql.js'

export function inventedReport(
  unitName: string,
  noticeVersion: number,
  privacyVersion: number,
): SubmitReportInput {
  return {
    channel: 'WEB',
    mode: 'ANONYMOUS',
    reporterKind: 'PUBLIC',
    regionCode: '410102',
    industryCode: 'MACHINERY',
    matterTypes: ['MAJOR_HAZARD'],
    unitName,
    address: '示例路 1 号（虚构）',
    coordinate: { longitude: 113.61, latitude: 34.75, datum: 'GCJ02' },
    elsewhere: { kind: 'NONE' },
    facts: {
      what: '【演示数据，内容虚构】冲压车间安全联锁装置被长期拆除，多台设备带病运行。',
      when: '近一个月',
      where: '二号车间',
      who: null,
      ongoing: true,
    },
    consent: { noticeVersion, privacyVersion, declaredTrue: true },
  }
}
