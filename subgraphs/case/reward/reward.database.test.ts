import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import type { Placed } from '../../../test/support/placed-cases.js'
import {
  anotherReport,
  cashier,
  concludedCase,
  fourDeaths,
  identityProvided,
  leader,
  officer,
  reporterOf,
  takeRewardStep,
  wholeReward,
} from '../../../test/support/rewards.js'
import { readAnswer } from '../../../test/support/report-answers.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const amount = '16000000'
describe('a reward', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const step = (
    name: Parameters<typeof takeRewardStep>[1],
    viewer: Viewer,
    { caseId }: Placed,
    given: object = {},
  ) => takeRewardStep(subgraph, name, viewer, { id: caseId, ...given })
  const done = async (...asked: Parameters<typeof step>) => expect(await step(...asked)).toEqual({ ok: true })
  const reward = async ({ caseId }: Placed, viewer: Viewer = officer) => {
    const { data } = await subgraph.ask({ query: wholeReward, variables: { id: caseId }, viewer })
    return (data as { case: { reward: Record<string, unknown> } }).case.reward
  }
  const own = async (placed: Placed, viewer: Viewer = reporterOf(placed)) => {
    const fields =
      '... on Report { reward { state amountFen howReckoned legalReferences claimUntil identityProvided reasons { code } } }'
    const { data } = await subgraph.entities('Report', [{ id: placed.reportId }], fields, viewer)
    return (data as { _entities: { reward: Record<string, unknown> | null }[] })._entities[0]?.reward ?? null
  }
  const upTo = async (last: 'assess' | 'approve' | 'notify' | 'claim', placed: Placed) => {
    await done('assess', officer, placed, { input: fourDeaths })
    if (last === 'assess') return placed
    await done('approve', leader, placed)
    if (last === 'approve') return placed
    await done('notify', officer, placed)
    if (last === 'notify') return placed
    await identityProvided(subgraph, placed)
    await done('claim', reporterOf(placed), placed)
    return placed
  }
  const events = async ({ caseId }: Placed) =>
    (await subgraph.eventsAbout(caseId)).filter(({ name }) => name.startsWith('Reward'))

  it('goes from the verified figures to the payment, each step by whoever may take it', async () => {
    const placed = await concludedCase(subgraph)
    await done('assess', officer, placed, { input: fourDeaths })
    expect(await own(placed)).toMatchObject({ state: 'PENDING', amountFen: null })
    await done('approve', leader, placed)
    expect(await own(placed)).toMatchObject({ state: 'PENDING', amountFen: null })
    await done('notify', officer, placed)
    expect(await own(placed)).toEqual({
      state: 'NOTIFIED',
      amountFen: amount,
      howReckoned: ['核实的瞒报死亡 4 人 × 40,000 元（较大事故）= 160,000 元'],
      legalReferences: ['《安全生产领域举报奖励办法》（安监总财〔2018〕19号）'],
      claimUntil: expect.any(String),
      identityProvided: false,
      reasons: [],
    })
    await identityProvided(subgraph, placed)
    await done('claim', reporterOf(placed), placed)
    await done('pay', cashier, placed, { fen: amount })
    expect(await reward(placed)).toMatchObject({
      state: 'PAID',
      reportId: placed.reportId,
      amountFen: amount,
      figures: expect.arrayContaining([{ name: 'verifiedDeaths', value: '4' }]),
      steps: [{ amountFen: amount }],
      rules: [{ confirmed: true }],
      standings: [{ reportId: placed.reportId, eligible: true, reasons: [] }],
      assessedBy: officer.subject,
      approvedBy: leader.subject,
      paidBy: cashier.subject,
      voucherNumber: '支-2026-0031',
      identityProvided: true,
    })
    expect(
      (await events(placed)).map(({ name, payload }) => [name, payload['amountFen'], payload['progress']]),
    ).toEqual([
      ['RewardDecided', amount, null],
      ['RewardNotified', undefined, 'REWARDING'],
      ['RewardPaid', amount, null],
    ])
  })

  it('is approved by another person, once, and paid by another than who approved', async () => {
    const placed = await upTo('assess', await concludedCase(subgraph))
    const both = { ...officer, roles: ['CASE_OFFICER', 'LEADER'] }
    expect(await step('approve', both, placed)).toMatchObject({
      code: 'FORBIDDEN',
      message: '这一步应由另一人办理。',
    })
    const two = [leader, { ...leader, subject: 'deputy' }]
    const outcomes = await Promise.all(two.map((viewer) => step('approve', viewer, placed, { version: 2 })))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: 'CONFLICT' })
    const approver = String((await reward(placed))['approvedBy'])
    await done('notify', officer, placed)
    await identityProvided(subgraph, placed)
    await done('claim', reporterOf(placed), placed)
    const alsoPays = { ...leader, subject: approver, roles: ['LEADER', 'FINANCE_OFFICER'] }
    expect(await step('pay', alsoPays, placed, { fen: amount })).toMatchObject({ code: 'FORBIDDEN' })
    for (const viewer of [leader, officer, { ...officer, roles: ['FINANCE_OFFICER'] }])
      expect(await step('pay', viewer, placed, { fen: amount })).toMatchObject({ code: 'FORBIDDEN' })
    await done('pay', cashier, placed, { fen: amount })
    expect(await step('pay', cashier, placed, { fen: amount })).toMatchObject({ code: 'CONFLICT' })
  })

  it('is sent back with a reason, assessed again, and the first assessment stays on record', async () => {
    const placed = await upTo('assess', await concludedCase(subgraph))
    expect(await step('sendBack', leader, placed)).toMatchObject({ code: 'BAD_USER_INPUT', path: 'reason' })
    const text = '死亡人数应以事故调查报告为准。'
    await done('sendBack', leader, placed, { text })
    expect(await reward(placed)).toMatchObject({ state: 'PENDING' })
    const query = 'query($id: ID!) { case(id: $id) { reward { texts { returned assessment } } } }'
    const { data } = await subgraph.ask({ query, variables: { id: placed.caseId }, viewer: officer })
    expect(data).toMatchObject({ case: { reward: { texts: { returned: text, assessment: null } } } })
    const read = await subgraph.database.ask(
      `SELECT FROM "case".audit_entry JOIN "case".audit_link ON entry_id = id
       WHERE thing_id = $1 AND action = 'CASE_TEXT_READ'`,
      [placed.caseId],
    )
    expect(read).toHaveLength(1)
    expect(await tablesThatHold(subgraph.database, text)).toEqual([])
    await subgraph.database.ask(
      'UPDATE "case".verification_conclusion SET concealed_deaths = 3 WHERE case_id = $1',
      [placed.caseId],
    )
    await done('assess', officer, placed, { input: { basis: 'CONCEALED_ACCIDENT' } })
    expect(await reward(placed)).toMatchObject({ state: 'CALCULATED', amountFen: '12000000' })
    const kept = await subgraph.database.ask(
      'SELECT amount_fen FROM "case".reward_assessment WHERE case_id = $1 ORDER BY assessed_at',
      [placed.caseId],
    )
    expect(kept.map(({ amount_fen: fen }) => String(fen))).toEqual([amount, '12000000'])
  })

  it('is claimed by its reporter alone, when the payee’s identity is there', async () => {
    const placed = await concludedCase(subgraph)
    const second = await anotherReport(subgraph, placed)
    await upTo('notify', placed)
    expect(await step('claim', reporterOf(placed), placed)).toMatchObject({ code: 'CONFLICT' })
    await identityProvided(subgraph, placed)
    expect(await step('claim', reporterOf(second), placed)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await step('claim', officer, placed)).toMatchObject({ code: 'FORBIDDEN' })
    const text = '委托联名举报人乙代为领取。'
    await done('claim', reporterOf(placed), placed, { text })
    expect(await tablesThatHold(subgraph.database, text)).toEqual([])
    expect(await own(second)).toMatchObject({
      state: 'INELIGIBLE',
      reasons: [{ code: 'NOT_FIRST_REPORTER' }],
    })
    expect(await own(placed, reporterOf(second))).toBeNull()
    expect(await own(placed, officer)).toBeNull()
    const citizen: Viewer = { kind: 'CITIZEN', citizenId: placed.reportId }
    const seenBy = (isOwn: boolean) =>
      readAnswer(subgraph, 'reward { state }', { reportId: placed.reportId, viewer: citizen, isOwn })
    expect(await seenBy(true)).toEqual({ reward: { state: 'CLAIMED' } })
    expect(await seenBy(false)).toEqual({ reward: null })
  })

  it('is paid in the approved amount and no other', async () => {
    const placed = await upTo('claim', await concludedCase(subgraph))
    for (const fen of ['15999999', '16000001', '0'])
      expect(await step('pay', cashier, placed, { fen })).toMatchObject({
        path: 'amountFen',
        message: '批准的金额是 160,000 元。',
      })
    await done('pay', cashier, placed, { fen: amount })
  })

  it.each([
    ['an anonymous reporter', { mode: 'ANONYMOUS' }, {}, ['ANONYMOUS']],
    ['a report found untrue', { conclusion: 'UNSUBSTANTIATED' }, {}, ['NOT_SUBSTANTIATED']],
    [
      'what a regulator had found',
      {},
      { obstacles: [{ obstacle: 'ALREADY_FOUND' }], reason: '已立案。' },
      ['ALREADY_FOUND'],
    ],
    ['a place without a rule', {}, { basis: 'GENERAL_HAZARD', amountFen: '30000' }, ['NO_RULE']],
  ])('is not due to %s, with the reason told to both sides', async (_who, how, input, reasons) => {
    const placed = await concludedCase(subgraph, how)
    await done('assess', officer, placed, { input: { ...fourDeaths, ...input } })
    const codes = reasons.map((code) => ({ code }))
    expect(await reward(placed)).toMatchObject({
      state: 'INELIGIBLE',
      standings: [{ eligible: false, reasons: codes }],
    })
    expect(await own(placed)).toMatchObject({ state: 'INELIGIBLE', reasons: codes, amountFen: null })
    expect(await events(placed)).toMatchObject([
      { name: 'RewardDecided', payload: { eligible: false, amountFen: null } },
    ])
  })

  it.each<[string, object, object, string]>([
    [
      'more fines than are on record',
      {},
      { basis: 'HAZARD_OR_ILLEGAL', fineFen: '100000001' },
      'input.fineFen',
    ],
    ['a part of the fines and no reason', {}, { basis: 'HAZARD_OR_ILLEGAL', fineFen: '1' }, 'input.reason'],
    ['more deaths than were verified', {}, { ...fourDeaths, verifiedDeaths: 5 }, 'input.verifiedDeaths'],
    ['fewer', {}, { ...fourDeaths, verifiedDeaths: 3 }, 'input.verifiedDeaths'],
    ['another level', {}, { ...fourDeaths, accidentLevel: 'MAJOR' }, 'input.accidentLevel'],
    ['an accident that was none', { level: null, concealedDeaths: 0 }, fourDeaths, 'input.basis'],
    ['no death concealed', { concealedDeaths: 0 }, { basis: 'CONCEALED_ACCIDENT' }, 'input.verifiedDeaths'],
    ['more signatories than a report takes', {}, { ...fourDeaths, signatories: 22 }, 'input.signatories'],
    [
      'an obstacle without a reason',
      {},
      { ...fourDeaths, obstacles: [{ obstacle: 'UNCLEAR' }] },
      'input.reason',
    ],
    [
      'an obstacle of a report of another case',
      {},
      { ...fourDeaths, obstacles: [{ obstacle: 'UNCLEAR', reportId: randomUUID() }], reason: '不清楚。' },
      'input.obstacles',
    ],
    ['later rules without a reason', {}, { ...fourDeaths, adoptLaterRules: true }, 'input.reason'],
  ])('is not assessed with %s', async (_what, how, input, path) => {
    const placed = await concludedCase(subgraph, how)
    expect(await step('assess', officer, placed, { input })).toMatchObject({ code: 'BAD_USER_INPUT', path })
    expect(await reward(placed)).toMatchObject({ state: 'PENDING', amountFen: null })
  })

  it('is reckoned from all fines on record, or from some with a reason', async () => {
    const fines = ['60000000', '40000000']
    const placed = await concludedCase(subgraph, { fines })
    await done('assess', officer, placed, { input: { basis: 'HAZARD_OR_ILLEGAL' } })
    expect(await reward(placed)).toMatchObject({ amountFen: '15000000' })
    const some = { basis: 'HAZARD_OR_ILLEGAL', fineFen: '60000000', reason: '另一笔罚款与举报事项无关。' }
    await done('assess', officer, placed, { input: some })
    expect(await reward(placed)).toMatchObject({ amountFen: '9000000' })
  })

  it('is announced where the reporter cannot be reached, and the time to claim begins anew', async () => {
    const placed = await upTo('notify', await concludedCase(subgraph))
    await done('announce', officer, placed, { text: '电话停机，信函退回。' })
    expect(await reward(placed)).toMatchObject({
      state: 'PUBLICLY_NOTIFIED',
      noticeReference: '公告〔2026〕3号',
    })
    const terms = await subgraph.database.ask(
      `SELECT cancelled_at IS NULL AS running FROM "case".deadline WHERE case_id = $1 AND kind = 'REWARD_CLAIM'
       ORDER BY cancelled_at NULLS LAST`,
      [placed.caseId],
    )
    expect(terms).toEqual([{ running: false }, { running: true }])
    expect(await own(placed)).toMatchObject({ state: 'PUBLICLY_NOTIFIED', claimUntil: expect.any(String) })
  })

  it('is waived by declaration, and not as late before the time is over', async () => {
    const placed = await upTo('notify', await concludedCase(subgraph))
    const text = '举报人书面声明放弃。'
    expect(await step('waiveLate', officer, placed, { text })).toMatchObject({ code: 'CONFLICT' })
    await done('waive', officer, placed, { text })
    expect(await reward(placed)).toMatchObject({ state: 'WAIVED', waiverGround: 'DECLARED' })
    await identityProvided(subgraph, placed)
    expect(await step('claim', reporterOf(placed), placed)).toMatchObject({ code: 'CONFLICT' })
  })

  it('falls when the conclusion does: nothing is paid on what was found untrue since', async () => {
    const placed = await upTo('claim', await concludedCase(subgraph))
    const change = `UPDATE "case"."case" SET conclusion = 'UNSUBSTANTIATED' WHERE id = $1`
    await subgraph.database.ask(change, [placed.caseId])
    expect(await step('pay', cashier, placed, { fen: amount })).toMatchObject({ code: 'CONFLICT' })
    await done('assess', officer, placed, { input: fourDeaths })
    expect(await reward(placed)).toMatchObject({ state: 'INELIGIBLE', amountFen: null, claimedAt: null })
    const due = await subgraph.database.ask(
      `SELECT kind FROM "case".deadline WHERE case_id = $1 AND met_at IS NULL AND cancelled_at IS NULL AND kind LIKE 'REWARD%'`,
      [placed.caseId],
    )
    expect(due).toEqual([])
  })

  it('is read for a list of cases with as many queries as for one', async () => {
    const query =
      'query($first: Int!) { cases(first: $first) { edges { node { reward { state amountFen } } } } }'
    const queries = (first: number) =>
      subgraph.queries.during(() => subgraph.ask({ query, variables: { first }, viewer: officer }))
    expect(await queries(10)).toHaveLength((await queries(2)).length)
  })

  it('is seen by staff of the place only', async () => {
    const placed = await upTo('assess', await concludedCase(subgraph))
    const { data } = await subgraph.ask({
      query: 'query($id: ID!) { case(id: $id) { reward { state } } }',
      variables: { id: placed.caseId },
      viewer: staffOf('410300', 'CASE_OFFICER'),
    })
    expect(data).toEqual({ case: null })
  })
})
