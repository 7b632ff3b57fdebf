import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { jwtVerify } from 'jose'
import { createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  paths,
  versionPublished,
} from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { openWeChatStand, type WeChatStand } from '../../../test/support/wechat.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }`
const list = `query($first: Int!, $after: String) {
  myReports(first: $first, after: $after) {
    nodes { id unitName mode progress { state } dialogue { text } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`
const mine = 'query($reportId: ID) { myReport(reportId: $reportId) { id } }'
const add = `mutation($text: String!, $reportId: ID) {
  addSupplement(text: $text, reportId: $reportId) { dialogue { from text unread } }
}`
const reply = `mutation($reportId: ID!, $text: String!) { replyToReporter(reportId: $reportId, text: $text) { id } }`
const read = 'mutation($reportId: ID!) { markDialogueRead(reportId: $reportId) { dialogue { unread } } }'
const withdraw = 'mutation($reportId: ID) { withdrawReport(reportId: $reportId) { progress { state } } }'
const live = (reportId: string) =>
  `subscription { reportProgressed(reportId: "${reportId}") { progress { state } } }`
const upload = `mutation($input: EvidenceUploadInput!, $reportId: ID) {
  requestEvidenceUpload(input: $input, reportId: $reportId) { evidenceId }
}`
const renew = 'mutation { renewCitizenSession { token expiresAt } }'

describe('a signed-in citizen', () => {
  let subgraph: ReportSubgraph
  let stand: WeChatStand
  let one: Viewer
  let other: Viewer
  beforeAll(async () => {
    stand = await openWeChatStand()
    subgraph = await openReportSubgraph({ ...stand.settings, WECHAT_REAL_NAME_CHECK: 'true' })
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      authorityRegistered('410100'),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(1),
    )
    one = await newCitizen()
    other = await newCitizen()
  })
  afterAll(async () => {
    await subgraph.close()
    await stand[Symbol.asyncDispose]()
  })

  const newCitizen = async (signedIn = 'now()'): Promise<Viewer> => {
    const citizenId = randomUUID()
    await subgraph.database.ask(
      `INSERT INTO report.citizen (id, openid_tag, registered_at, signed_in_at) VALUES ($1, $2, now(), ${signedIn})`,
      [citizenId, randomBytes(32)],
    )
    return { kind: 'CITIZEN', citizenId }
  }
  const ask = (query: string, viewer: Viewer, variables: object = {}) =>
    subgraph.ask({ query, viewer, variables: { ...variables } })
  const codeOf = async (query: string, viewer: Viewer, variables: object = {}) =>
    (await ask(query, viewer, variables)).errors[0]?.extensions.code

  const inputOf = (unitName: string) => ({
    channel: 'WECHAT_MINI',
    mode: 'REAL_NAME',
    reporterKind: 'PUBLIC',
    identity: { name: '李四某', phone: '13800000001' },
    regionCode: '410102',
    industryCode: 'COAL_MINE',
    matterTypes: ['MAJOR_HAZARD'],
    unitName,
    facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
    elsewhere: { kind: 'NONE' },
    consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
  })
  const submitAs = async (viewer: Viewer, unitName: string): Promise<string> => {
    const { data, errors } = await ask(submit, viewer, { input: inputOf(unitName) })
    expect([errors, data]).toEqual([[], { submitReport: { __typename: 'ReportSubmitted' } }])
    const [stored] = await subgraph.database.ask<{ id: string }>(
      'SELECT id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
    )
    return stored!.id
  }
  const pageOf = async (viewer: Viewer, first: number, after: string | null = null) => {
    const { data, errors } = await ask(list, viewer, { first, after })
    expect(errors).toEqual([])
    return (data as { myReports: { nodes: { id: string }[]; pageInfo: Record<string, unknown> } }).myReports
  }

  it('sees what they reported, newest first, page by page, and nobody else’s', async () => {
    const ids = [await submitAs(one, '甲煤矿'), await submitAs(one, '乙煤矿'), await submitAs(one, '丙煤矿')]
    const foreign = await submitAs(other, '丁煤矿')
    const first = await pageOf(one, 2)
    expect(first.nodes.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const rest = await pageOf(one, 2, String(first.pageInfo['endCursor']))
    expect(rest.nodes).toMatchObject([{ id: ids[0], unitName: '甲煤矿', progress: [{ state: 'SUBMITTED' }] }])
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect((await pageOf(other, 10)).nodes.map(({ id }) => id)).toEqual([foreign])
    const cursor = (await pageOf(other, 1)).pageInfo['endCursor']
    expect((await ask(list, one, { first: 1, after: cursor })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', inputPath: 'after' } },
    ])
    const keys = [{ id: foreign }, { id: ids[0]! }]
    expect((await subgraph.entities('Report', keys, 'id', one)).data).toEqual({
      _entities: [null, { id: ids[0] }],
    })
  })

  it('costs the same number of queries for one report as for five', async () => {
    const viewer = await newCitizen()
    await submitAs(viewer, '一号矿')
    const countedFor = async () => {
      const queries = await subgraph.queries.during(() => pageOf(viewer, 10))
      // What the process does by itself meanwhile is no part of the list.
      return queries.filter((query) =>
        /from "report"\."(report|content_key|progress_step|message)"/.test(query),
      )
    }
    const forOne = await countedFor()
    for (const name of ['二号矿', '三号矿', '四号矿', '五号矿']) await submitAs(viewer, name)
    const forFive = await countedFor()
    expect(forFive).toHaveLength(forOne.length)
  })

  it('goes on with an own report they name: dialogue, evidence, progress live, withdrawal', async () => {
    const reportId = await submitAs(one, '戊煤矿')
    const text = '请说明探头的位置'
    await ask(reply, staffOf('410100', 'INTAKE_OFFICER'), { reportId, text })
    expect((await ask(add, one, { reportId, text: '在三号巷道口' })).data).toEqual({
      addSupplement: {
        dialogue: [
          { from: 'AUTHORITY', text, unread: true },
          { from: 'REPORTER', text: '在三号巷道口', unread: false },
        ],
      },
    })
    expect((await ask(read, one, { reportId })).data).toEqual({
      markDialogueRead: { dialogue: [{ unread: false }, { unread: false }] },
    })
    const input = { name: '现场.jpg', sizeBytes: 1000, kind: 'PHOTO' }
    expect((await ask(upload, one, { input, reportId })).errors).toEqual([])
    const feed = subgraph.subscribe(live(reportId), one)
    const states = async () => {
      const { value } = (await feed.next()) as {
        value: { data: { reportProgressed: { progress: { state: string }[] } } }
      }
      return value.data.reportProgressed.progress.map(({ state }) => state)
    }
    expect(await states()).toEqual(['SUBMITTED'])
    await appendEvents(subgraph.database, caseAccepted(paths.zhongyuan, randomUUID(), [reportId]))
    expect(await states()).toEqual(['SUBMITTED', 'ACCEPTED'])
    await feed.leave()
    expect((await ask(withdraw, one, { reportId })).data).toMatchObject({
      withdrawReport: { progress: [{}, {}, { state: 'WITHDRAWN' }] },
    })
    expect((await ask(mine, one, { reportId })).data).toEqual({ myReport: { id: reportId } })
  })

  it('gets nowhere near a report of somebody else, nor near one that nobody signed in for', async () => {
    const foreign = await submitAs(other, '己煤矿')
    const unlinked = await submitAs({ kind: 'ANONYMOUS' }, '庚煤矿')
    const input = { name: '现场.jpg', sizeBytes: 1000, kind: 'PHOTO' }
    for (const reportId of [foreign, unlinked, randomUUID(), 'x']) {
      const asked: [string, object][] = [
        [mine, { reportId }],
        [add, { reportId, text: '补充情况' }],
        [read, { reportId }],
        [upload, { reportId, input }],
        [withdraw, { reportId }],
      ]
      for (const [query, variables] of asked) expect(await codeOf(query, one, variables)).toBe('NOT_FOUND')
    }
    const [refused] = await Array.fromAsync(subgraph.subscribe(live(foreign), one))
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })

  it('is asked which report is meant; a receipt session is about one and takes no other', async () => {
    const [reportId, foreign] = [await submitAs(one, '辛煤矿'), await submitAs(other, '壬煤矿')]
    expect((await ask(mine, one)).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', inputPath: 'reportId' } },
    ])
    const receipt: Viewer = { kind: 'REPORTER', reportId }
    expect((await ask(mine, receipt, { reportId })).data).toEqual({ myReport: { id: reportId } })
    expect(await codeOf(mine, receipt, { reportId: foreign })).toBe('NOT_FOUND')
    expect(await codeOf(withdraw, receipt, { reportId: foreign })).toBe('NOT_FOUND')
    expect(await codeOf(list, receipt, { first: 1 })).toBe('UNAUTHENTICATED')
  })

  it('who wants to stay anonymous is told to sign out first, and nothing is stored', async () => {
    const before = await subgraph.database.ask('SELECT FROM report.report')
    const { identity: _identity, ...rest } = inputOf('癸煤矿')
    const proofOfWork = await proofFrom(subgraph, 'SUBMIT_REPORT')
    const { errors } = await ask(submit, one, { input: { ...rest, mode: 'ANONYMOUS', proofOfWork } })
    expect(errors[0]?.message).toContain('请先退出登录再提交')
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'input.mode' })
    expect(await subgraph.database.ask('SELECT FROM report.report')).toHaveLength(before.length)
  })

  it('renews the session for an hour, until twelve hours after the sign-in', async () => {
    const { data } = await ask(renew, one)
    const { token } = (data as { renewCitizenSession: { token: string } }).renewCitizenSession
    const { payload } = await jwtVerify(token, createPublicKey(subgraph.sessionKey), {
      issuer: 'andon:report',
      audience: 'andon:gateway',
      typ: 'citizen-session+jwt',
    })
    expect({ ...payload, sub: payload.sub }).toMatchObject({ sub: (one as { citizenId: string }).citizenId })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600)
    expect(await codeOf(renew, await newCitizen("now() - interval '13 hours'"))).toBe('UNAUTHENTICATED')
    expect(await codeOf(renew, { kind: 'CITIZEN', citizenId: randomUUID() })).toBe('UNAUTHENTICATED')
    expect(await codeOf(renew, { kind: 'ANONYMOUS' })).toBe('UNAUTHENTICATED')
  })

  it('is verified as far as the account says, and every anonymous report not at all', async () => {
    const levelOf = async (viewer: Viewer, reportId: string) => {
      const query = 'query($reportId: ID) { myReport(reportId: $reportId) { verification } }'
      const { data } = await ask(query, viewer, { reportId })
      return (data as { myReport: { verification: string } }).myReport.verification
    }
    const viewer = await newCitizen()
    const before = await submitAs(viewer, '子煤矿')
    await subgraph.database.ask('UPDATE report.citizen SET phone_bound_at = now()')
    const after = await submitAs(viewer, '丑煤矿')
    expect([await levelOf(viewer, before), await levelOf(viewer, after)]).toEqual(['WECHAT', 'PHONE'])
    const nobody = await submitAs({ kind: 'ANONYMOUS' }, '寅煤矿')
    expect(await levelOf({ kind: 'REPORTER', reportId: nobody }, nobody)).toBe('NONE')
  })

  describe('asked for name and document at the reward', () => {
    const claim = { name: '李四某', idNumber: '11010119900307000X' }
    const check = async (viewer: Viewer, reportId: string, given = claim) => {
      const codes = { loginCode: stand.loginCode('oRewarded'), consentCode: stand.consentCode('oRewarded') }
      return subgraph.services.checkRealName(subgraph.em(), viewer, { reportId, ...given, ...codes })
    }
    beforeAll(() => stand.setRealName('oRewarded', claim))

    it('is checked by WeChat, and only that it was checked is kept', async () => {
      const reportId = await submitAs(one, '卯煤矿')
      expect(await check(one, reportId, { ...claim, idNumber: '110101199003070011' })).toBe(false)
      expect(await check(one, reportId, { ...claim, name: '王五某' })).toBe(false)
      const levels = () =>
        subgraph.database.ask('SELECT verification FROM report.report WHERE id = $1', [reportId])
      expect(await levels()).not.toEqual([{ verification: 'NAME_ID_CHECKED' }])
      expect(await check(one, reportId)).toBe(true)
      expect(await levels()).toEqual([{ verification: 'NAME_ID_CHECKED' }])
      for (const secret of [claim.idNumber, claim.name, 'oRewarded'])
        expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
    })

    it('is not asked about reports of others, nor without a sign-in', async () => {
      const foreign = await submitAs(other, '辰煤矿')
      await expect(check(one, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(check({ kind: 'REPORTER', reportId: foreign }, foreign)).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      })
    })
  })
})
