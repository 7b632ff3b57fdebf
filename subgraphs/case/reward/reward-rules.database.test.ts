import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import type { Placed } from '../../../test/support/placed-cases.js'
import {
  concludedCase,
  fourDeaths,
  identityProvided,
  leader,
  officer,
  reporterOf,
  takeRewardStep,
} from '../../../test/support/rewards.js'
import { staffOf } from '../../../test/support/staff.js'
import { sweepDeadlines } from '../deadlines/sweep.js'

const add =
  'mutation($input: AddRewardRuleInput!) { addRewardRule(input: $input) { id kind inWords confirmed } }'
const fine = { basis: 'HAZARD_OR_ILLEGAL', fineFen: '100000000' }
const twentyPercent = {
  basisPoints: 2000,
  floorFen: '500000',
  capFen: '50000000',
}
const county = {
  regionCode: '410102',
  effectiveFrom: '2026-01-01',
  legalReference: '中原区安全生产举报奖励办法',
}

describe('rules of rewards', () => {
  let subgraph: CaseSubgraph
  let now = new Date('2026-03-10T09:00:00+08:00')
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => now)
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const addRule = async (input: object, viewer: Viewer = leader) => {
    const { data, errors } = await subgraph.ask({
      query: add,
      variables: { input: { ...county, ...input } },
      viewer,
    })
    const [error] = errors
    return error === undefined
      ? (data as { addRewardRule: { id: string; inWords: string } }).addRewardRule
      : { code: error.extensions.code, path: error.extensions['inputPath'] }
  }
  const step = (
    name: Parameters<typeof takeRewardStep>[1],
    viewer: Viewer,
    { caseId }: Placed,
    given: object = {},
  ) => takeRewardStep(subgraph, name, viewer, { id: caseId, ...given })
  const done = async (...asked: Parameters<typeof step>) => expect(await step(...asked)).toEqual({ ok: true })
  const reward = async ({ caseId }: Placed) => {
    const query = `query($id: ID!) { case(id: $id) { reward { state amountFen adoptedLaterRules waiverGround
      rules { id legalReference } steps { inWords } } } }`
    const { data } = await subgraph.ask({ query, variables: { id: caseId }, viewer: officer })
    return (data as { case: { reward: Record<string, unknown> } }).case.reward
  }
  const assessed = async (placed: Placed, input: object) => {
    await done('assess', officer, placed, { input })
    return reward(placed)
  }
  const forget = () => subgraph.database.ask('DELETE FROM "case".reward_rule WHERE entered_by IS NOT NULL')

  it('change nothing about a case that was accepted before they were entered, unless somebody says so and why', async () => {
    const acceptedBefore = await concludedCase(subgraph)
    const again = await concludedCase(subgraph)
    await addRule({ hazardOrIllegal: twentyPercent, industryCodes: ['COAL_MINE'] })
    expect(await assessed(acceptedBefore, fine)).toMatchObject({
      amountFen: '15000000',
      adoptedLaterRules: false,
      rules: [{ legalReference: expect.stringContaining('矿山') }],
    })
    const adopted = { ...fine, adoptLaterRules: true, reason: '新办法规定对未办结的案件适用。' }
    expect(await assessed(again, adopted)).toMatchObject({
      amountFen: '20000000',
      adoptedLaterRules: true,
      rules: [{ legalReference: county.legalReference }],
    })
    const acceptedAfter = await concludedCase(subgraph, { acceptedAt: '2026-03-11T09:00:00+08:00' })
    expect(await assessed(acceptedAfter, fine)).toMatchObject({
      amountFen: '20000000',
      adoptedLaterRules: false,
    })
    await forget()
  })

  it('stay what they were for a reward that was reckoned, whatever is entered since', async () => {
    const placed = await concludedCase(subgraph)
    await assessed(placed, fine)
    const before = await reward(placed)
    await addRule({ hazardOrIllegal: twentyPercent, industryCodes: ['COAL_MINE'] })
    expect(await reward(placed)).toEqual(before)
    await done('approve', leader, placed)
    expect(await reward(placed)).toMatchObject({ amountFen: '15000000' })
    await forget()
  })

  it('raise the reward of an employee where a place says by how much, and of nobody else', async () => {
    await addRule({ reporterUplift: { reporterKinds: ['EMPLOYEE', 'INFORMANT'], basisPoints: 3000 } })
    const acceptedAt = '2026-03-11T09:00:00+08:00'
    for (const [kind, amountFen] of [
      ['EMPLOYEE', '20800000'],
      ['INFORMANT', '20800000'],
      ['PUBLIC', '16000000'],
    ] as const)
      expect(await assessed(await concludedCase(subgraph, { kind, acceptedAt }), fourDeaths)).toMatchObject({
        amountFen,
      })
    await forget()
  })

  it('reward anonymous reports only where a place says so', async () => {
    await addRule({ anonymousReports: { rewarded: true } })
    const placed = await concludedCase(subgraph, {
      mode: 'ANONYMOUS',
      acceptedAt: '2026-03-11T09:00:00+08:00',
    })
    expect(await assessed(placed, fourDeaths)).toMatchObject({ state: 'CALCULATED', amountFen: '16000000' })
    await forget()
  })

  it('are entered for the own place by a leader, audited, and read by everybody', async () => {
    const rule = await addRule({ generalHazard: { fromFen: '30000', toFen: '50000' } })
    expect(rule).toMatchObject({ kind: 'GENERAL_HAZARD', inWords: '300 至 500 元', confirmed: true })
    const audited = await subgraph.database.ask(
      `SELECT facts ->> 'fromFen' AS lowest, facts ->> 'toFen' AS highest FROM "case".audit_entry JOIN "case".audit_link ON entry_id = id
       WHERE action = 'REWARD_RULE_ADDED' AND thing_id = $1`,
      ['id' in rule ? rule.id : ''],
    )
    expect(audited).toEqual([{ lowest: '30000', highest: '50000' }])
    const query = '{ rewardRules(regionCode: "410102") { regionCode kind inWords confirmed } }'
    const { data } = await subgraph.ask({ query, language: 'en' })
    expect(data).toMatchObject({
      rewardRules: expect.arrayContaining([
        { regionCode: '410102', kind: 'GENERAL_HAZARD', inWords: '300 to 500 yuan', confirmed: true },
        {
          regionCode: '410000',
          kind: 'HAZARD_OR_ILLEGAL',
          inWords: '15% of the fine, at least 3,000, at most 300,000 yuan',
          confirmed: false,
        },
        expect.objectContaining({ regionCode: '000000', kind: 'CONCEALED_ACCIDENT' }),
      ]),
    })
    await forget()
  })

  const one = { anonymousReports: { rewarded: true } }
  it.each<[string, object, Viewer, object]>([
    ['nothing said', {}, leader, { code: 'BAD_USER_INPUT', path: 'input' }],
    [
      'two things at once',
      { ...one, coSigners: { sharing: 'EQUAL_SHARES' } },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input' },
    ],
    [
      'a floor above the cap',
      { hazardOrIllegal: { ...twentyPercent, capFen: '499999' } },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input' },
    ],
    [
      'a range upside down',
      { generalHazard: { fromFen: '2', toFen: '1' } },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input' },
    ],
    [
      'a rate below nothing',
      { hazardOrIllegal: { ...twentyPercent, basisPoints: -1 } },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input' },
    ],
    [
      'an uplift for nobody',
      { reporterUplift: { reporterKinds: [], basisPoints: 1 } },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input' },
    ],
    [
      'a day there is not',
      { ...one, effectiveFrom: '2026-02-30' },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input.effectiveFrom' },
    ],
    [
      'no legal text',
      { ...one, legalReference: ' ' },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input.legalReference' },
    ],
    [
      'an industry there is not',
      { ...one, industryCodes: ['X'] },
      leader,
      { code: 'BAD_USER_INPUT', path: 'input.industryCodes' },
    ],
    ['the province, by a county', { ...one, regionCode: '410000' }, leader, { code: 'FORBIDDEN' }],
    ['another city', { ...one, regionCode: '410300' }, leader, { code: 'FORBIDDEN' }],
    ['an officer', one, officer, { code: 'FORBIDDEN' }],
    ['the system’s administrator', one, staffOf('410102', 'SYSTEM_ADMIN'), { code: 'FORBIDDEN' }],
    ['a stranger', one, { kind: 'ANONYMOUS' }, { code: 'UNAUTHENTICATED' }],
  ])('are not entered with, for or by %s', async (_what, input, viewer, expected) => {
    expect(await addRule(input, viewer)).toMatchObject(expected)
  })

  describe('the sixty days', () => {
    const notified = async () => {
      now = new Date('2026-03-10T09:00:00+08:00')
      const placed = await concludedCase(subgraph)
      await assessed(placed, fourDeaths)
      await done('approve', leader, placed)
      await done('notify', officer, placed)
      return placed
    }
    const sweep = () => sweepDeadlines({ orm: subgraph.orm, clock: () => now })
    const text = '公告期满无人领取。'

    it('end with a waiver that a person records, where the receipt alone was told', async () => {
      const placed = await notified()
      now = new Date('2026-05-09T23:59:59+08:00')
      await sweep()
      expect(await step('waiveLate', officer, placed, { text })).toMatchObject({ code: 'CONFLICT' })
      now = new Date('2026-05-12T00:00:01+08:00')
      await sweep()
      expect(await reward(placed)).toMatchObject({ state: 'NOTIFIED' })
      await done('waiveLate', officer, placed, { text })
      expect(await reward(placed)).toMatchObject({ state: 'WAIVED', waiverGround: 'NOT_CLAIMED' })
    })

    it('begin anew with a public notice, and end by themselves, once', async () => {
      const placed = await notified()
      now = new Date('2026-05-08T09:00:00+08:00')
      await done('announce', officer, placed, { text: '电话停机。' })
      now = new Date('2026-05-20T09:00:00+08:00')
      await sweep()
      expect(await reward(placed)).toMatchObject({ state: 'PUBLICLY_NOTIFIED' })
      now = new Date('2026-07-20T09:00:00+08:00')
      await sweep()
      await sweep()
      expect(await reward(placed)).toMatchObject({ state: 'WAIVED', waiverGround: 'NOT_CLAIMED' })
      const told = (await subgraph.eventsAbout(placed.caseId)).filter(({ name }) => name === 'RewardWaived')
      expect(told).toHaveLength(1)
    })

    it('do not keep from claiming who comes while nobody has recorded a waiver', async () => {
      const placed = await notified()
      await identityProvided(subgraph, placed)
      now = new Date('2026-05-20T09:00:00+08:00')
      await sweep()
      await done('claim', reporterOf(placed), placed)
      expect(await reward(placed)).toMatchObject({ state: 'CLAIMED' })
    })
  })
})
