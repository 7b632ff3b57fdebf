import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { importJWK, SignJWT, type JWK } from 'jose'
import {
  AcceptReportDocument,
  CaseCountsDocument,
  CasesToScreenDocument,
  MyReportDocument,
  OpenReceiptDocument,
  SearchRegionsDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import { createGraphClient, subscribeTo, type Answer } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { soon } from '../support/soon.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'

describe('what is refused', () => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const secretWord = '不得回显的内容8731'
  const first = (answer: Answer<unknown>) => ({
    code: answer.errors[0]?.extensions?.code,
    inputPath: answer.errors[0]?.extensions?.inputPath,
    message: answer.errors[0]?.message,
  })
  const submit = async (change: Partial<SubmitReportInput>) => {
    const proofOfWork = await proofFor(platform.stranger, 'SUBMIT_REPORT')
    return platform.stranger.ask(SubmitReportDocument, {
      input: { ...inventedReport('示例厂（虚构）', 1, 1), proofOfWork, ...change },
    })
  }
  const reportsStored = async (): Promise<number> => {
    const [row] = await platform.ask<{ n: number }>('SELECT count(*)::int AS n FROM report.report')
    return row?.n ?? -1
  }

  it('names the field and the reason for every kind of bad submission, and keeps nothing', async () => {
    const facts = { what: '', when: null, where: null, who: null, ongoing: null }
    const table: [Partial<SubmitReportInput>, string, RegExp][] = [
      [{ regionCode: '419999' }, 'input.regionCode', /没有这个地区/],
      [{ regionCode: '郑州' }, 'input.regionCode', /6 位或 9 位/],
      [{ consent: null }, 'input.consent', /举报须知和隐私说明/],
      [
        { consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: false } },
        'input.consent.declaredTrue',
        /真实性/,
      ],
      [{ facts }, 'input.facts.what', /违法违规事实/],
      [{ unitName: ' ' }, 'input.unitName', /被举报单位/],
      [{ industryCode: 'SPACE' }, 'input.industryCode', /行业领域/],
      [{ matterTypes: [] }, 'input.matterTypes', /事项类别/],
      [{ mode: 'REAL_NAME' }, 'input.identity', /姓名和联系电话/],
    ]
    for (const [change, inputPath, message] of table) {
      const refused = first(await submit(change))
      expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', inputPath })
      expect(refused.message).toMatch(message)
    }
    expect(await reportsStored()).toBe(0)
  })

  it('tells all problems of a form together', async () => {
    const { errors } = await submit({ unitName: '', matterTypes: [], consent: null })
    expect(errors[0]?.extensions?.problems?.map((problem) => problem.inputPath)).toEqual([
      'input.consent',
      'input.matterTypes',
      'input.unitName',
    ])
  })

  it('sends a reporter who read an outdated notice back to the current one', async () => {
    const { data } = await submit({ consent: { noticeVersion: 7, privacyVersion: 1, declaredTrue: true } })
    expect(data?.submitReport).toMatchObject({ __typename: 'SubmissionRefused', reason: 'NOTICE_OUTDATED' })
  })

  it('names the competent department for a sector of others, and records that', async () => {
    const { data } = await submit({ industryCode: 'CONSTRUCTION' })
    expect(data?.submitReport).toMatchObject({
      __typename: 'ReportReferred',
      department: '住房和城乡建设部门',
      region: { fullName: '河南省郑州市中原区' },
    })
    const [row] = await platform.ask<{ n: number }>('SELECT count(*)::int AS n FROM report.referral')
    expect(row?.n).toBe(1)
  })

  it('does not know a receipt that was never given', async () => {
    const open = async (receipt: string) => {
      const proof = await proofFor(platform.stranger, 'OPEN_RECEIPT')
      return platform.stranger.ask(OpenReceiptDocument, { receipt, proof })
    }
    const unknown = await open('1234567812345678')
    expect(first(unknown)).toMatchObject({
      code: 'NOT_FOUND',
      message: '查询码无效或已失效，请核对后重新输入。',
    })
    const malformed = await open('12345')
    expect(first(malformed)).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'receipt' })
  })

  it('speaks English to who asks for it', async () => {
    const reader = createGraphClient(platform.urls.graph, { language: 'en-GB' })
    const answer = await reader.ask(OpenReceiptDocument, { receipt: '12345', proof: '' })
    expect(first(answer).message).toBe('A receipt has 16 digits.')
  })

  it('repeats neither literals nor variables in an error', async () => {
    const url = platform.urls.graph
    const bodies = [
      { query: `{ region(code: "${secretWord}") { name` },
      { query: `{ region(code: "${secretWord}", nothing: "${secretWord}") { name } }` },
      { query: `{ searchRegions(text: "x", first: "${secretWord}") { name } }` },
      {
        query: 'query ($first: Int!) { searchRegions(text: "x", first: $first) { name } }',
        variables: { first: secretWord },
      },
      {
        query: SubmitReportDocument.toString(),
        variables: { input: { ...inventedReport('x', 1, 1), mode: secretWord } },
      },
      { query: SubmitReportDocument.toString(), variables: { input: { unitName: secretWord } } },
      { query: `mutation { openReceipt(receipt: "${secretWord}", proof: "${secretWord}") { token } }` },
      { query: `{ region(code: "${secretWord}") { name } }` },
    ]
    for (const body of bodies) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      expect(text).not.toContain(secretWord)
      const answer = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] }
      expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
      expect(answer.errors[0]?.message).toMatch(/\p{Script=Han}/u)
    }
  })

  it('refuses an expired, a forged and a foreign token, and two at once', async () => {
    const { secrets, urls } = platform
    const jwk = secrets.identity.signingKeys[0] as JWK
    const key = await importJWK(jwk)
    const sign = (expiresIn: string, audience: string) =>
      new SignJWT({ roles: ['INTAKE_OFFICER'], client_id: 'andon-web' })
        .setProtectedHeader({ alg: jwk.alg ?? 'RS256', kid: jwk.kid ?? '', typ: 'at+jwt' })
        .setIssuer(urls.identity)
        .setAudience(audience)
        .setSubject('somebody')
        .setIssuedAt('-1h')
        .setExpirationTime(expiresIn)
        .sign(key)
    const good = await platform.token('intake.zhengzhou')
    const tokens = [
      await sign('-1m', 'https://andon.local/graphql'),
      await sign('1h', 'https://elsewhere'),
      `${good.slice(0, -4)}AAAA`,
      'nonsense',
    ]
    for (const token of tokens) {
      const answer = await createGraphClient(urls.graph, { token }).ask(SearchRegionsDocument, {
        text: '郑州',
      })
      expect(first(answer)).toMatchObject({ code: 'UNAUTHENTICATED' })
      expect(answer.status).toBe(401)
    }
    const twice = await fetch(urls.graph, {
      method: 'POST',
      headers: [
        ['content-type', 'application/json'],
        ['authorization', `Bearer ${good}, Bearer ${good}`],
      ],
      body: JSON.stringify({ query: '{ __typename }' }),
    })
    expect(twice.status).toBeGreaterThanOrEqual(400)
  })

  it('keeps everybody to the own role and region', async () => {
    await platform.report('示例厂甲（虚构）')
    const zhengzhou = await platform.as('intake.zhengzhou')
    const found = await soon(async () => {
      const { cases } = await zhengzhou.request(CasesToScreenDocument, { regionCode: '410100', first: 5 })
      expect(cases.nodes.length).toBe(1)
      return cases.nodes[0]!
    })
    const caseId = found.id
    const jiyuan = await platform.as('intake.jiyuan')
    const screen = await platform.as('screen.zhengzhou')
    expect(
      first(await platform.stranger.ask(CasesToScreenDocument, { regionCode: '410100', first: 5 })).code,
    ).toBe('UNAUTHENTICATED')
    expect(first(await jiyuan.ask(CasesToScreenDocument, { regionCode: '410100', first: 5 })).code).toBe(
      'FORBIDDEN',
    )
    expect(first(await jiyuan.ask(AcceptReportDocument, { caseId })).code).toBe('NOT_FOUND')
    expect(first(await screen.ask(CasesToScreenDocument, { regionCode: '410100', first: 5 })).code).toBe(
      'FORBIDDEN',
    )
    expect(first(await screen.ask(CaseCountsDocument, { regionCode: '410000' })).code).toBe('FORBIDDEN')
    expect(first(await platform.stranger.ask(CaseCountsDocument, { regionCode: '410100' })).code).toBe(
      'UNAUTHENTICATED',
    )
    expect(first(await zhengzhou.ask(MyReportDocument, {})).code).toBe('UNAUTHENTICATED')
  })

  it('lets one of two officers win, and tells the other', async () => {
    const officer = await platform.as('intake.zhengzhou')
    const { cases } = await officer.request(CasesToScreenDocument, {
      regionCode: '410100',
      state: 'SCREENING',
      first: 1,
    })
    const caseId = cases.nodes[0]!.id
    const answers = await Promise.all([1, 2, 3].map(() => officer.ask(AcceptReportDocument, { caseId })))
    expect(answers.filter((answer) => answer.errors.length === 0)).toHaveLength(1)
    for (const lost of answers.filter((answer) => answer.errors.length > 0)) {
      expect(first(lost)).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringMatching(/^案件已受理，现在不能受理。可以：/),
      })
    }
  })

  it('refuses a subscription by POST and over a socket without the right to it', async () => {
    const response = await fetch(platform.urls.graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: 'subscription { caseCounts(regionCode: "410100") { version } }' }),
    })
    expect(response.status).toBe(400)
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { code: string } }[]
    }
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    expect(errors[0]?.message).toMatch(/WebSocket/)
    const feed = subscribeTo(
      platform.urls.subscriptions,
      'subscription { caseCounts(regionCode: "410100") { version } }',
      {},
    )
    await expect(feed.next()).rejects.toThrow(/UNAUTHENTICATED/)
    await feed.close()
  })

  it('answers 401 to who asks a subgraph directly', async () => {
    for (const url of Object.values(platform.subgraphUrls)) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-andon-viewer': 'e30.e30.AAAA' },
        body: JSON.stringify({ query: '{ __typename }' }),
      })
      expect([url, response.status]).toEqual([url, 401])
    }
  })

  it('answers what it can while a subgraph is down, and loses no submission', async () => {
    await platform.kill('region', 'SIGKILL')
    try {
      const stored = await reportsStored()
      const partial = await (
        await platform.as('screen.zhengzhou')
      ).ask(CaseCountsDocument, { regionCode: '410100' })
      expect(partial.data?.caseCounts.cases).toBeGreaterThan(0)
      expect(partial.data?.caseCounts.region).toBeNull()
      expect(first(partial)).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' })
      const refused = await submit({ regionCode: '410103' })
      expect(first(refused)).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' })
      expect(first(refused).message).toMatch(/没有提交/)
      expect(await reportsStored()).toBe(stored)
    } finally {
      await platform.startAgain('region')
    }
    const { searchRegions } = await platform.stranger.request(SearchRegionsDocument, { text: '济源' })
    expect(searchRegions[0]).toMatchObject({ code: '419001' })
  })
})
