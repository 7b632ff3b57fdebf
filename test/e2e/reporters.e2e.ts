import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  BindPhoneDocument,
  ChangeReceiptDocument,
  MyReportsDocument,
  OpenReceiptDocument,
  ReadBeforeReportingDocument,
  RecordReportDocument,
  StartSealedDraftDocument,
  SignInByWeChatDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../operations/generated/graphql.js'
import { followReport } from '../story/follow.js'
import { sealForMatter } from '../story/seal-for-matter.js'
import { inventedReport } from '../story/invented-report.js'
import { createGraphClient, type GraphClient } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { proofFor } from '../support/proof-of-work.js'
import { soon } from '../support/soon.js'
import { openWeChatStand, type WeChatStand } from '../support/wechat.js'

const followed = {
  progress: ['已提交', '已受理'],
  heard: ['请补充设备的编号。'],
  readByReporter: true,
  readByOfficer: true,
}
const noReward = '匿名举报没有举报奖励。'
const employeesAreAsked = '从业人员举报本单位应提供真实姓名和有效联系方式，匿名举报可能影响核查和奖励。'

/** Each from the notice to the receipt, and from the receipt to the end of a conversation. */
describe('who reports', () => {
  let wechat: WeChatStand
  let platform: TestPlatform
  let stranger: GraphClient
  let officer: GraphClient

  beforeAll(async () => {
    wechat = await openWeChatStand()
    platform = await openTestPlatform({ report: wechat.settings })
    stranger = platform.stranger
    officer = await platform.as('intake.zhengzhou')
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
    await wechat[Symbol.asyncDispose]()
  }, 60_000)

  /** Reads what must be read, chooses, and keeps the receipt before writing a word. */
  const begin = async (change: Partial<SubmitReportInput>) => {
    const { reportingNotice, privacyExplanation } = await stranger.request(ReadBeforeReportingDocument, {})
    expect(reportingNotice?.clauses.length).toBeGreaterThan(4)
    expect(privacyExplanation?.clauses.length).toBeGreaterThan(2)
    const versions = [reportingNotice?.version ?? 0, privacyExplanation?.version ?? 0] as const
    const proof = await proofFor(stranger, 'SUBMIT_REPORT')
    const { startDraft } = await stranger.request(StartSealedDraftDocument, { proof })
    const report = inventedReport('示例机械厂（虚构）', ...versions)
    return { input: { ...report, draftId: startDraft.id, ...change }, ...startDraft }
  }
  const policyFile = () => join(platform.dataFolder, 'custodians', 'INTL_1', 'sealing-policy.json')
  const submit = async (input: SubmitReportInput, as = stranger) =>
    (await as.request(SubmitReportDocument, { input })).submitReport
  const tryReceipt = async (receipt: string) => {
    const proof = await proofFor(stranger, 'OPEN_RECEIPT')
    return stranger.ask(OpenReceiptDocument, { receipt, proof })
  }
  const sessionOf = async (receipt: string): Promise<string> => {
    const { data, errors } = await tryReceipt(receipt)
    expect(errors).toEqual([])
    return data?.openReceipt.token ?? ''
  }
  const follow = (session: string) => followReport(platform.urls, session, officer)
  const notFound = { errors: [{ extensions: { code: 'NOT_FOUND' } }] }

  it('by real name: sealed on the device, and never seen by the server', async () => {
    const { input, receipt, identityRow } = await begin({ mode: 'REAL_NAME' })
    expect(await tryReceipt(receipt)).toMatchObject(notFound)
    const identityEnvelope = await sealForMatter(stranger, {
      identity: { name: '示例姓名', phone: '13800000000' },
      row: identityRow,
      policyFile: policyFile(),
      matter: input,
    })
    expect(await submit({ ...input, identityEnvelope })).toMatchObject({
      __typename: 'ReportSubmitted',
      warnings: [],
    })
    const sealed = await platform.ask('SELECT sealed_by FROM report.sealed_identity')
    expect(sealed).toEqual([{ sealed_by: 'CLIENT' }])
    expect(await follow(await sessionOf(receipt))).toEqual(followed)
  })

  it('without a name: told that nobody can be rewarded', async () => {
    const { input, receipt } = await begin({ mode: 'ANONYMOUS' })
    expect(await submit(input)).toMatchObject({ __typename: 'ReportSubmitted', warnings: [noReward] })
    expect(await follow(await sessionOf(receipt))).toEqual(followed)
  })

  it('as an employee without a name: accepted, with a warning', async () => {
    const { input, receipt } = await begin({ reporterKind: 'EMPLOYEE', employerIsReportedUnit: true })
    expect(await submit(input)).toMatchObject({
      __typename: 'ReportSubmitted',
      warnings: [noReward, employeesAreAsked],
    })
    expect(await follow(await sessionOf(receipt))).toEqual(followed)
  })

  it('what another department answers for: referred by name, recorded, and never lost', async () => {
    const { input, receipt } = await begin({ industryCode: 'ROAD_TRAFFIC' })
    const first = await submit(input)
    expect(first).toMatchObject({ __typename: 'ReportReferred', region: { code: '410102' } })
    expect(first).toHaveProperty('department', expect.stringMatching(/公安|交通/))
    expect(await submit(input)).toEqual(first)
    await soon(async () =>
      expect(await platform.ask("SELECT FROM events.log WHERE name = 'ReportReferred'")).toHaveLength(1),
    )
    expect(await tryReceipt(receipt)).toMatchObject(notFound)
  })

  it('by telephone: the operator’s receipt opens nothing until the caller has changed it', async () => {
    const { input } = await begin({
      channel: 'HOTLINE_12350',
      mode: 'REAL_NAME',
      identity: { name: '示例来电人', phone: '13800000001' },
    })
    const recorded = await officer.request(RecordReportDocument, {
      input: { ...input, draftId: null },
      intake: { entryId: randomUUID(), receivedAt: new Date().toISOString(), consentManner: 'READ_OUT' },
    })
    if (recorded.recordReport.__typename !== 'ReportRecorded')
      throw new Error(recorded.recordReport.__typename)
    const given = recorded.recordReport.receipt ?? ''
    expect(given).toMatch(/^\d{16}$/)
    expect(await tryReceipt(given)).toMatchObject(notFound)
    const proof = await proofFor(stranger, 'OPEN_RECEIPT')
    const { changeReceipt } = await stranger.request(ChangeReceiptDocument, {
      receipt: given,
      changeKey: randomUUID(),
      proof,
    })
    expect(await tryReceipt(given)).toMatchObject(notFound)
    expect(await follow(await sessionOf(changeReceipt.receipt))).toEqual(followed)
  })

  it('in the mini-program by real name: signed in, with a telephone WeChat has verified', async () => {
    const code = wechat.loginCode('openid-of-somebody')
    const { signInByWeChat } = await stranger.request(SignInByWeChatDocument, { code })
    const citizen = createGraphClient(platform.urls.graph, { token: signInByWeChat.token })
    const { bindPhone } = await citizen.request(BindPhoneDocument, { code: wechat.phoneCode('13800000002') })
    const { input, receipt, identityRow } = await begin({ mode: 'REAL_NAME', channel: 'WECHAT_MINI' })
    const identity = { name: '示例姓名', phone: bindPhone.phone }
    const identityEnvelope = await sealForMatter(stranger, {
      ...{ identity, row: identityRow, policyFile: policyFile(), matter: input },
    })
    expect(await submit({ ...input, identityEnvelope }, citizen)).toMatchObject({
      __typename: 'ReportSubmitted',
    })
    expect(await follow(await sessionOf(receipt))).toEqual(followed)
    const { myReports } = await citizen.request(MyReportsDocument, {})
    expect(myReports.nodes).toMatchObject([{ channel: 'WECHAT_MINI', progress: [{}, { label: '已受理' }] }])
    // Neither what WeChat calls the person nor the telephone is stored, and WeChat hears nothing of the report.
    expect(wechat.heard.join()).not.toContain('示例机械厂')
  })

  it('in the mini-program without a name: WeChat is asked nothing', async () => {
    const before = wechat.heard.length
    const { input, receipt } = await begin({ mode: 'ANONYMOUS', channel: 'WECHAT_MINI' })
    expect(await submit(input)).toMatchObject({ __typename: 'ReportSubmitted', warnings: [noReward] })
    expect(await follow(await sessionOf(receipt))).toEqual(followed)
    expect(wechat.heard).toHaveLength(before)
    const linked = await platform.ask(
      "SELECT FROM report.report WHERE channel = 'WECHAT_MINI' AND mode = 'ANONYMOUS' AND citizen_id IS NOT NULL",
    )
    expect(linked).toEqual([])
  })
})
