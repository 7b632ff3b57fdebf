import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStoryClock } from '../story/loop/clock.js'
import { accountOf, signInCast, type Cast } from '../story/loop/cast.js'
import { reportAnonymously, reportByName, type Reporter } from '../story/loop/reporter.js'
import { take } from '../story/loop/take.js'
import { dayInChina } from '../../subgraphs/shared/day.js'
import type { Row } from '../../client/sealing/row.js'
import { sealInClient, type Offered } from '../support/seal-in-client.js'
import { verifyAudit } from '../support/audit-verify.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

const fineFen = '10000000'
/** 15 %. */
const rewardFen = '1500000'
const unit = '示例机械厂（虚构）'
const team = [accountOf.officer, accountOf.second]

/** One matter from two reports to a paid reward, by people signed in with their own roles. */
describe('the closed loop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-loop-'))
  const clock = openStoryClock(join(folder, 'clock'))
  let platform: TestPlatform
  let cast: Cast
  let named: Reporter
  let unnamed: Reporter
  beforeAll(async () => {
    platform = await openTestPlatform({ case: { CLOCK_FILE: clock.file } })
    cast = await signInCast(platform)
  }, 300_000)
  afterAll(async () => {
    await named.close()
    await unnamed.close()
    await platform[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }, 60_000)

  const policyFile = () => join(platform.dataFolder, 'custodians', 'INTL_1', 'sealing-policy.json')
  const done = async (...asked: Parameters<typeof take>): Promise<Record<string, unknown>> => {
    const { data, errors } = await take(...asked)
    expect([asked[1], errors]).toEqual([asked[1], []])
    return (data ?? {})[asked[1]] as Record<string, unknown>
  }
  const refused = async (...asked: Parameters<typeof take>): Promise<string | undefined> =>
    (await take(...asked)).errors[0]?.extensions?.code
  const look = async (fields: string): Promise<Record<string, unknown>> => {
    const query = `query($id: ID!) { case(id: $id) { ${fields} } }`
    const { data, errors } = await cast.officer.ask<Record<string, object>, object>(query, {
      id: named.caseId,
    })
    expect(errors).toEqual([])
    return (data?.['case'] ?? {}) as Record<string, unknown>
  }

  it('begins with two reports of one matter, one without a name', async () => {
    named = await reportByName(platform, policyFile(), unit)
    unnamed = await reportAnonymously(platform, unit)
    expect(await look('state region { fullName }')).toMatchObject({ state: 'SCREENING' })
  })

  it('is accepted in the county and nowhere else', async () => {
    const { caseId } = named
    expect(await refused(cast.otherCity, 'acceptReport', { caseId })).toBe('NOT_FOUND')
    expect(await refused(cast.officer, 'acceptReport', { caseId })).toBe('FORBIDDEN')
    expect(await done(cast.intake, 'acceptReport', { caseId })).toMatchObject({ state: 'ACCEPTED' })
    await soon(() => expect(named.told()).toEqual(['已提交', '已受理']))
  })

  it('takes the other report in, whose reporter sees from then on what became of the first', async () => {
    const given = { caseId: unnamed.caseId, intoCaseId: named.caseId, reason: '同一单位、同一事项。' }
    expect(await done(cast.intake, 'mergeCases', given)).toMatchObject({ state: 'MERGED' })
    await soon(() => expect(unnamed.told()).toEqual(['已提交', '已受理']))
    expect(await look('reports { id }')).toEqual({
      reports: [named, unnamed]
        .map(({ reportId: id }) => ({ id }))
        .toSorted((a, b) => a.id.localeCompare(b.id)),
    })
  })

  it('is assigned to two officers', async () => {
    const { caseId } = named
    const given = {
      caseId,
      mode: 'OFFICE',
      office: '执法一科',
      officers: team.map((account) => ({ account })),
    }
    expect(await done(cast.leader, 'assignCase', given)).toMatchObject({ state: 'ASSIGNED' })
  })

  it('is supervised by the province, which alone releases it', async () => {
    const { caseId } = named
    const items = ['查明安全联锁装置被拆除的经过', '责令立即恢复']
    const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
    expect(await refused(cast.leader, 'superviseCase', { caseId, items, dueOn })).toBe('FORBIDDEN')
    await done(cast.supervisor, 'superviseCase', { caseId, items, dueOn })
    const { supervisions } = (await look('supervised supervisions { id items { id text } }')) as {
      supervisions: { id: string; items: { id: string; text: string }[] }[]
    }
    const [order] = supervisions
    const orderId = order?.id
    await done(cast.supervisor, 'urgeSupervision', { caseId, orderId, text: '请抓紧办理。' })
    const replies = (order?.items ?? []).map(({ id: itemId }) => ({ itemId, text: '已责令恢复，正在核查。' }))
    await done(cast.officer, 'replyToSupervision', { caseId, orderId, replies })
    const release = { caseId, orderId, reason: '回复属实。' }
    expect(await refused(cast.leader, 'releaseSupervision', release)).toBe('FORBIDDEN')
    await done(cast.supervisor, 'releaseSupervision', release)
    expect(await look('supervised')).toEqual({ supervised: false })
  })

  it('is verified by two officers, one alone is not enough', async () => {
    const { caseId } = named
    const begun = { caseId, officers: team }
    expect(await refused(cast.officer, 'startVerification', { caseId, officers: team.slice(1) })).toBe(
      'BAD_USER_INPUT',
    )
    expect(await done(cast.officer, 'startVerification', begun)).toMatchObject({ state: 'VERIFYING' })
    await soon(() => expect(unnamed.told()).toEqual(['已提交', '已受理', '核查中']))
    clock.moveDays(3)
    const [beganAt, endedAt] = [-2, -1].map((hours) => new Date(clock.now().getTime() + hours * 3_600_000))
    const visit = { beganAt, endedAt, place: '二号车间', officers: team, findings: '联锁装置已被拆除。' }
    await done(cast.officer, 'recordSiteVisit', { caseId, visit })
    const decidedOn = dayInChina(clock.now())
    const penalty = {
      kind: 'FINE',
      amountFen: fineFen,
      decisionNumber: '（中）应急罚〔2026〕1号',
      unit,
      decidedOn,
    }
    await done(cast.second, 'recordPenalty', { caseId, penalty })
  })

  it('is given more time by the next level, and the reporters are told', async () => {
    const { caseId } = named
    clock.moveDays(47)
    await done(cast.officer, 'requestExtension', { caseId, days: 30, reason: '需要专家鉴定联锁装置。' })
    const decision = { caseId, approved: true, reason: '鉴定确有必要。' }
    expect(await refused(cast.leader, 'decideExtension', decision)).toBe('FORBIDDEN')
    await done(cast.cityLeader, 'decideExtension', decision)
    expect(await look('extended')).toEqual({ extended: true })
  })

  it('is concluded, and both reporters are told in four parts', async () => {
    const { caseId } = named
    const input = { conclusion: 'SUBSTANTIATED', findings: '举报属实，已立案处罚。' }
    expect(await done(cast.officer, 'concludeVerification', { caseId, input })).toMatchObject({
      state: 'CONCLUDED',
    })
    const feedback = { ...input, decision: '罚款十万元，责令恢复。', rewardable: true }
    await done(cast.officer, 'sendFeedback', { caseId, input: feedback })
    for (const { client } of [named, unnamed]) {
      const fields = '{ state conclusion findings decision rewardable objectUntil }'
      const read = await done(client, 'readFeedback', {}, fields)
      expect(read).toMatchObject([{ state: 'SERVED', ...feedback }])
    }
  })

  it('is re-examined by the next level when a reporter objects', async () => {
    const { caseId } = named
    const [objection] = (await done(
      unnamed.client,
      'objectToConclusion',
      { reason: '只罚款不够，设备仍在使用。' },
      '{ id state late }',
    )) as unknown as { id: string }[]
    expect(objection).toMatchObject({ state: 'RAISED', late: false })
    const decided = { caseId, objectionId: objection?.id, decision: 'ADMITTED' }
    expect(await refused(cast.leader, 'decideObjection', decided)).toBe('FORBIDDEN')
    expect(await done(cast.cityLeader, 'decideObjection', decided)).toMatchObject({ state: 'REEXAMINING' })
    const concluded = { caseId, result: 'UPHELD', reason: '设备已查封，原结论正确。' }
    expect(await done(cast.cityLeader, 'concludeReexamination', concluded)).toMatchObject({
      state: 'CONCLUDED',
    })
    const { myReport } = await unnamed.client.request<{ myReport: object }, object>(
      '{ myReport { objections { state decision answer } } }',
      {},
    )
    expect(myReport).toMatchObject({
      objections: [{ state: 'ANSWERED', decision: 'UPHELD', answer: concluded.reason }],
    })
  })

  it('is rewarded: reckoned, approved and paid by three people, claimed under a sealed identity', async () => {
    const { caseId } = named
    await done(cast.officer, 'assessReward', { caseId, input: { basis: 'HAZARD_OR_ILLEGAL', fineFen } })
    expect(await refused(cast.officer, 'approveReward', { caseId, decision: 'APPROVED' })).toBe('FORBIDDEN')
    await done(cast.leader, 'approveReward', { caseId, decision: 'APPROVED' })
    await done(cast.officer, 'notifyReward', { caseId })
    expect(await ownReward(named)).toMatchObject({ state: 'NOTIFIED', amountFen: rewardFen })
    expect(await ownReward(unnamed)).toMatchObject({ state: 'INELIGIBLE', amountFen: null })
    expect(await refused(named.client, 'claimReward', {})).toBe('CONFLICT')
    await done(named.client, 'provideRewardIdentity', { envelope: await sealedPayee() })
    await soon(() => done(named.client, 'claimReward', {}))
    const payment = { caseId, voucherNumber: '演示-2026-0001', amountFen: rewardFen }
    expect(await refused(cast.leader, 'payReward', payment)).toBe('FORBIDDEN')
    await done(cast.finance, 'payReward', payment)
    expect(await ownReward(named)).toMatchObject({ state: 'PAID', identityProvided: true })
  })

  it('is closed when nothing is open any more, and says before what is', async () => {
    const { caseId, reportId } = named
    const tooEarly = await take(cast.leader, 'closeCase', { caseId })
    expect(tooEarly.errors).toMatchObject([
      { extensions: { code: 'CONFLICT', missing: ['FOLLOW_UP', 'OBJECTION_PERIOD'] } },
    ])
    const input = { retaliation: false, action: 'NONE', text: '未受到打击报复。' }
    await done(cast.officer, 'recordFollowUp', { caseId, reportId, input })
    clock.moveDays(12)
    expect(await done(cast.leader, 'closeCase', { caseId })).toMatchObject({ state: 'CLOSED' })
    expect(await done(cast.leader, 'closeCase', { caseId: unnamed.caseId })).toMatchObject({
      state: 'CLOSED',
    })
  })

  it('was seen live by both reporters, step by step', async () => {
    const both = ['已提交', '已受理', '核查中', '办理期限已延长', '已办结', '已反馈，请查阅']
    await soon(() => expect(named.told()).toEqual([...both, '奖励办理中', '已归档']))
    // Who objected sees the re-examination, who is not rewarded nothing of the reward.
    await soon(() => expect(unnamed.told()).toEqual([...both, '复查中', '已办结', '已归档']))
  })

  it('stands right in the counts of the dashboards, once as a case and twice as reports', async () => {
    const query = `{ caseCounts(regionCode: "410100") { reports cases screening accepted setAside } }`
    expect((await cast.screen.ask<object, object>(query, {})).data).toEqual({
      caseCounts: { reports: 2, cases: 2, screening: 0, accepted: 1, setAside: 1 },
    })
  })

  it('leaves a chain of records that holds', () => {
    const { status, told } = verifyAudit(platform)
    expect(told).toMatch(/✓ case/)
    expect(status).toBe(0)
  })

  async function ownReward({ client }: Reporter): Promise<unknown> {
    const query = '{ myReport { reward { state amountFen identityProvided howReckoned } } }'
    return (await client.request<{ myReport: { reward: unknown } }, object>(query, {})).myReport.reward
  }

  /** Seals as the front end does, once report has heard that a reward waits. */
  async function sealedPayee(): Promise<string> {
    const query = `{ rewardIdentitySealing { row { table row field }
      sealing { suite custodianAuthorityId approverAuthorityIds bundles { custodians approvers } } } }`
    const { sealing, row } = await soon(async () => {
      const { data } = await named.client.ask<Record<string, Sealing | null>, object>(query, {})
      return expectThere(data?.['rewardIdentitySealing'])
    })
    const payee = { name: '虚构的王小明', documentNumber: '410102199001011234' }
    return sealInClient({ policyFile: policyFile(), suite: sealing.suite }, sealing, payee, row)
  }
})

type Sealing = { sealing: Offered; row: Row }

function expectThere<Value>(value: Value | null | undefined): Value {
  if (value == null) throw new Error('it is not there')
  return value
}
