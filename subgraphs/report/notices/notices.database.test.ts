import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  paths,
  versionPublished,
} from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { openSmsGateway, type SmsGateway } from '../../../test/support/sms-gateway.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { openWeChatStand, type WeChatStand } from '../../../test/support/wechat.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const reply = `mutation($reportId: ID!, $text: String!) { replyToReporter(reportId: $reportId, text: $text) { id } }`
const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }`
const consents = 'query($reportId: ID) { myReport(reportId: $reportId) { feedbackPreference } }'
const stop = 'mutation { withdrawConsent(kind: NOTICES_BY_SMS, channel: WEB) { id } }'
const sendPath = '/cgi-bin/message/subscribe/send'
const officer = staffOf('410100', 'INTAKE_OFFICER')
const agreed = { noticeVersion: 1, privacyVersion: 1, declaredTrue: true }

describe('notices of news', () => {
  let subgraph: ReportSubgraph
  let stand: WeChatStand
  let gateway: SmsGateway
  beforeAll(async () => {
    stand = await openWeChatStand()
    gateway = await openSmsGateway()
    subgraph = await openReportSubgraph({
      ...stand.settings,
      ...gateway.settings,
      WECHAT_NOTICE_TEMPLATE: 'template-of-progress',
      WECHAT_NOTICE_FIELDS: 'thing1,phrase2,date3',
    })
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      authorityRegistered('410100'),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(1),
    )
  })
  afterAll(async () => {
    await subgraph.close()
    await stand[Symbol.asyncDispose]()
    await gateway[Symbol.asyncDispose]()
  })

  const ask = (query: string, viewer: Viewer, variables: object = {}) =>
    subgraph.ask({ query, viewer, variables: { ...variables } })
  const bySms = (to: string): Promise<string> =>
    submitAnonymously(subgraph, {
      feedbackPreference: 'SMS',
      noticeAddress: to,
      consent: { ...agreed, separate: [{ kind: 'NOTICES_BY_SMS', version: 1 }] },
    })
  const byWeChat = async (openid: string): Promise<{ reportId: string; viewer: Viewer }> => {
    const citizenId = randomUUID()
    await subgraph.database.ask(
      'INSERT INTO report.citizen (id, openid_tag, registered_at, signed_in_at) VALUES ($1, $2, now(), now())',
      [citizenId, Buffer.from(citizenId)],
    )
    const viewer: Viewer = { kind: 'CITIZEN', citizenId }
    const input = {
      ...{ channel: 'WECHAT_MINI', mode: 'REAL_NAME', reporterKind: 'PUBLIC' },
      identity: { name: '李四某', phone: '13800000001' },
      ...{ regionCode: '410102', industryCode: 'COAL_MINE', matterTypes: ['MAJOR_HAZARD'] },
      elsewhere: { kind: 'NONE' },
      ...{ unitName: '通知煤矿', facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' } },
      ...{ feedbackPreference: 'WECHAT', noticeAddress: stand.loginCode(openid) },
      consent: { ...agreed, separate: [{ kind: 'NOTICES_BY_WECHAT', version: 1 }] },
    }
    const { errors } = await ask(submit, viewer, { input })
    expect(errors).toEqual([])
    const [stored] = await subgraph.database.ask<{ id: string }>(
      'SELECT id FROM report.report WHERE citizen_id = $1',
      [citizenId],
    )
    return { reportId: stored!.id, viewer }
  }
  const accept = (reportId: string) =>
    appendEvents(subgraph.database, caseAccepted(paths.zhongyuan, randomUUID(), [reportId]))
  const outcomesOf = async (reportId: string) => {
    const rows = await subgraph.database.ask<{ outcome: string }>(
      'SELECT outcome FROM report.notice WHERE report_id = $1 ORDER BY queued_at',
      [reportId],
    )
    return rows.map(({ outcome }) => outcome)
  }
  /** Nobody waits for the clock in a test: what is to be tried again is due now. */
  const hurry = () =>
    subgraph.database.ask('UPDATE report_jobs._private_jobs SET run_at = now() WHERE run_at > now()')
  const smsTo = (to: string) => gateway.sent.filter((sms) => sms.to === to)

  it('go by SMS for a step and for a message, and say that there is news and nothing else', async () => {
    const to = '13800001111'
    const reportId = await bySms(to)
    await accept(reportId)
    await soon(() => expect(smsTo(to)).toHaveLength(1))
    await ask(reply, officer, { reportId, text: '请说明探头的位置' })
    await soon(() => expect(smsTo(to)).toHaveLength(2))
    for (const { text } of smsTo(to)) expect(text).toBe('您提交的事项有新进展，请凭查询码或登录后查看。')
    await soon(async () => expect(await outcomesOf(reportId)).toEqual(['SENT', 'SENT']))
    expect(await tablesThatHold(subgraph.database, to)).toEqual([])
  })

  it('go by WeChat in neutral words, with the day and no report in them', async () => {
    const { reportId } = await byWeChat('oNoticePerson')
    stand.allowNotice('oNoticePerson')
    await accept(reportId)
    await soon(() => expect(stand.notices.some(({ openid }) => openid === 'oNoticePerson')).toBe(true))
    const { body } = stand.notices.find(({ openid }) => openid === 'oNoticePerson')!
    expect(body).toMatchObject({
      page: 'pages/index/index',
      data: { thing1: { value: '您提交的事项有新进展' }, phrase2: { value: '有新进展' } },
    })
    for (const told of [reportId, '通知煤矿', '受理', '举报'])
      expect(JSON.stringify(body)).not.toContain(told)
    expect(await tablesThatHold(subgraph.database, 'oNoticePerson')).toEqual([])
  })

  it('end with the consent of who refuses them at WeChat', async () => {
    const { reportId, viewer } = await byWeChat('oRefusingPerson')
    await accept(reportId)
    await soon(async () => expect(await outcomesOf(reportId)).toEqual(['REFUSED']))
    expect((await ask(consents, viewer, { reportId })).data).toEqual({
      myReport: { feedbackPreference: 'RECEIPT_ONLY' },
    })
    const history = await subgraph.database.ask(
      'SELECT given FROM report.separate_consent WHERE report_id = $1 ORDER BY at',
      [reportId],
    )
    expect(history).toEqual([{ given: true }, { given: false }])
    await ask(reply, officer, { reportId, text: '请说明探头的位置' })
    expect(await outcomesOf(reportId)).toEqual(['REFUSED'])
  })

  it('are tried again while the other side is away, and arrive once', async () => {
    const to = '13800002222'
    const reportId = await bySms(to)
    gateway.answerNext(503, 429)
    await accept(reportId)
    await soon(async () => {
      await hurry()
      expect(await outcomesOf(reportId)).toEqual(['SENT'])
    })
    expect(smsTo(to)).toHaveLength(1)
    stand.allowNotice('oBusyPerson')
    const other = await byWeChat('oBusyPerson')
    stand.hangUpNext(sendPath)
    await accept(other.reportId)
    await soon(async () => {
      await hurry()
      expect(await outcomesOf(other.reportId)).toEqual(['SENT'])
    })
    expect(stand.notices.filter(({ openid }) => openid === 'oBusyPerson')).toHaveLength(1)
  })

  it('are given up where they never arrive, and at once where they cannot', async () => {
    const [away, wrong] = [await bySms('13800003333'), await bySms('13800004444')]
    gateway.answerNext(...Array.from({ length: 12 }, () => 500))
    await accept(away)
    await soon(async () => {
      await hurry()
      expect(await outcomesOf(away)).toEqual(['GIVEN_UP'])
    })
    const asked = gateway.asked()
    gateway.answerNext(400)
    await accept(wrong)
    await soon(async () => expect(await outcomesOf(wrong)).toEqual(['GIVEN_UP']))
    expect(gateway.asked()).toBe(asked + 1)
  })

  it('are not sent to who has taken the consent back meanwhile, nor queued for who never gave it', async () => {
    const to = '13800005555'
    const reportId = await bySms(to)
    gateway.answerNext(503)
    await accept(reportId)
    await soon(async () => expect(await outcomesOf(reportId)).toEqual(['WAITING']))
    await soon(async () =>
      expect(
        await subgraph.database.ask('SELECT FROM report_jobs._private_jobs WHERE last_error IS NOT NULL'),
      ).not.toEqual([]),
    )
    await ask(stop, { kind: 'REPORTER', reportId })
    await hurry()
    await soon(async () => expect(await outcomesOf(reportId)).toEqual(['NOT_WANTED']))
    expect(smsTo(to)).toEqual([])
    const silent = await submitAnonymously(subgraph)
    await accept(silent)
    await soon(async () =>
      expect(
        await subgraph.database.ask('SELECT FROM report.progress_step WHERE report_id = $1', [silent]),
      ).toHaveLength(2),
    )
    expect(await outcomesOf(silent)).toEqual([])
  })

  it('ask no sign-in of an anonymous reporter', async () => {
    const reportId = await submitAnonymously(subgraph)
    const asked = stand.heard.length
    const give = `mutation($address: String) {
      giveConsent(kind: NOTICES_BY_WECHAT, version: 1, address: $address) { id }
    }`
    const viewer: Viewer = { kind: 'REPORTER', reportId }
    const { errors } = await ask(give, viewer, { address: stand.loginCode('oHidden') })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', inputPath: 'kind' } }])
    expect(stand.heard).toHaveLength(asked)
  })
})
