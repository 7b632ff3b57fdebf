import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { at } from '../../../test/support/at.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { appendEvents, authorityRegistered } from '../../../test/support/events.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { industriesInScope } from '../../shared/dictionary/matter.js'

const officer = staffOf('410102', 'CASE_OFFICER')
const team = ['wang@zhongyuan', 'li@zhongyuan']
const findings = '经现场核查，第三车间安全出口被封堵，死亡四人未上报。'

describe('verification', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
    await appendEvents(subgraph.database, authorityRegistered('000000'))
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM "case".authority_reach')).toHaveLength(5),
    )
  })
  afterAll(() => subgraph.close())

  const place = async (state: string) => {
    const { caseId } = (await placeCases(subgraph.database, [{ state }]))[0]!
    const long = `UPDATE "case"."case" SET opened_at = now() - interval '30 days' WHERE id = $1`
    await subgraph.database.ask(long, [caseId])
    return caseId
  }
  const ask = async (query: string, variables: Record<string, unknown>, viewer: Viewer = officer) => {
    const { data, errors } = await subgraph.ask({ query, variables, viewer })
    const { code, inputPath } = { code: 'OK', inputPath: undefined, ...errors[0]?.extensions }
    return { data, outcome: [code, inputPath].filter(Boolean).join(' ') }
  }
  const start = (caseId: string, officers: string[] = team, viewer: Viewer = officer) =>
    ask(starting, { caseId, officers }, viewer)
  const verifying = async () => {
    const caseId = await place('ASSIGNED')
    await start(caseId)
    return caseId
  }
  const visit = (caseId: string, more: object = {}) =>
    ask(visiting, { caseId, visit: { ...aVisit(), ...more } })
  const penalise = (caseId: string, more: object) =>
    ask(penalising, { caseId, penalty: { ...aFine, ...more } })
  const conclude = (caseId: string, more: object = {}) =>
    ask(concluding, { caseId, input: { conclusion: 'SUBSTANTIATED', findings, ...more } })

  it('goes from two officers over tasks and visits to what was found, imposed and concluded', async () => {
    const caseId = await place('ASSIGNED')
    expect((await start(caseId)).data).toMatchObject({ startVerification: { state: 'VERIFYING' } })
    const content = '核对三月十二日的考勤和工资表。'
    const opened = await ask(opening, { caseId, content, officers: team, dueOn: '2999-01-01' })
    const [taskId] = at(opened.data, 'openVerificationTask.verification.tasks.id') as string[]
    const evidenceIds = [randomUUID()]
    expect((await visit(caseId, { evidenceIds })).outcome).toBe('OK')
    expect((await penalise(caseId, {})).outcome).toBe('OK')
    expect((await conclude(caseId)).outcome).toBe('CONFLICT caseId')
    expect((await ask(finishing, { caseId, taskId, findings: '考勤与工资表不符，少四人。' })).outcome).toBe(
      'OK',
    )
    const accident = { deaths: 4, concealedDeaths: 4, seriousInjuries: 2, directLossFen: '980000000' }
    const { data } = await conclude(caseId, { accident })
    expect(data).toMatchObject({ concludeVerification: { state: 'CONCLUDED', outcome: 'VERIFIED' } })
    const seen = await ask(everything, { caseId })
    expect(at(seen.data, 'case')).toMatchObject({
      conclusion: 'SUBSTANTIATED',
      verification: {
        officers: [...team].sort(),
        tasks: [{ content, state: 'DONE', findings: '考勤与工资表不符，少四人。' }],
        siteVisits: [{ place: '第三车间', findings, evidenceIds }],
        conclusions: [{ findings, ...accident, accidentLevel: 'CONSIDERABLE', officers: [...team].sort() }],
      },
      penalties: [
        { kind: 'FINE', amountFen: '16000000', decisionNumber: aFine.decisionNumber, unit: aFine.unit },
      ],
    })
    const events = await subgraph.eventsAbout(caseId)
    expect(events.map(({ name }) => name)).toEqual(['VerificationStarted', 'CaseConcluded'])
    expect(events[1]?.payload).toMatchObject({
      conclusion: 'SUBSTANTIATED',
      accidentLevel: 'CONSIDERABLE',
      deaths: 4,
      progress: 'CONCLUDED',
    })
    for (const text of [findings, aFine.unit, aFine.decisionNumber, content])
      expect(await tablesThatHold(subgraph.database, text)).toEqual([])
  })

  it('is begun by two officers at least, none of whom has a conflict of interest', async () => {
    const caseId = await place('ASSIGNED')
    expect((await start(caseId, team.slice(1))).outcome).toBe('BAD_USER_INPUT officers')
    expect((await start(caseId, ['wang', 'wang'])).outcome).toBe('BAD_USER_INPUT officers')
    const declaring =
      'mutation($caseId: ID!, $officer: ID) { declareConflict(caseId: $caseId, officer: $officer, tie: "亲属") { id } }'
    await ask(declaring, { caseId, officer: team[0] }, staffOf('410102', 'LEADER'))
    expect((await start(caseId)).outcome).toBe('BAD_USER_INPUT officers')
    expect((await start(caseId, ['zhao', 'li@zhongyuan'])).outcome).toBe('OK')
  })

  it('is not concluded by one: who falls out by a conflict of interest is replaced first', async () => {
    const caseId = await verifying()
    const declaring =
      'mutation($caseId: ID!, $officer: ID) { declareConflict(caseId: $caseId, officer: $officer, tie: "亲属") { id } }'
    await ask(declaring, { caseId, officer: team[0] }, staffOf('410102', 'LEADER'))
    expect((await conclude(caseId)).outcome).toBe('CONFLICT caseId')
    const naming = `mutation($caseId: ID!) {
      assignCase(caseId: $caseId, mode: OWN, officers: [{ account: "li@zhongyuan" }, { account: "sun" }]) { state }
    }`
    expect((await ask(naming, { caseId }, staffOf('410102', 'LEADER'))).outcome).toBe('OK')
    const { data } = await conclude(caseId)
    expect(at(data, 'concludeVerification.verification.conclusions')).toEqual([
      { officers: ['li@zhongyuan', 'sun'], accidentLevel: null, deaths: 0 },
    ])
  })

  it.each<[string, object, string]>([
    ['by one officer', { officers: team.slice(1) }, 'visit.officers'],
    ['that ended before it began', { endedAt: '2026-01-01T00:00:00Z' }, 'visit.beganAt'],
    ['to come', { endedAt: '2999-01-01T00:00:00Z' }, 'visit.beganAt'],
    ['from before the case', { beganAt: '2020-01-01T00:00:00Z' }, 'visit.beganAt'],
    ['without a place', { place: '' }, 'visit.place'],
    ['without findings', { findings: ' ' }, 'visit.findings'],
    ['with evidence of nothing', { evidenceIds: ['x'] }, 'visit.evidenceIds'],
  ])('refuses a visit %s', async (_what, more, path) => {
    expect((await visit(await verifying(), more)).outcome).toBe(`BAD_USER_INPUT ${path}`)
  })

  it.each<[string, object, string]>([
    ['a fine of nothing', { amountFen: '0' }, 'penalty.amountFen'],
    ['a fine without an amount', { amountFen: null }, 'penalty.amountFen'],
    ['an amount of what is no fine', { kind: 'STOP_PRODUCTION' }, 'penalty.amountFen'],
    ['a decision without a number', { decisionNumber: '' }, 'penalty.decisionNumber'],
    ['a decision to come', { decidedOn: '2999-01-01' }, 'penalty.decidedOn'],
    ['a day that is none', { decidedOn: '2026-02-30' }, 'penalty.decidedOn'],
  ])('refuses %s', async (_what, more, path) => {
    expect((await penalise(await verifying(), more)).outcome).toBe(`BAD_USER_INPUT ${path}`)
  })

  it('records measures that have no amount, also after the conclusion', async () => {
    const caseId = await verifying()
    await conclude(caseId)
    expect((await penalise(caseId, { kind: 'TRANSFER_TO_JUSTICE', amountFen: null })).outcome).toBe('OK')
  })

  const none = { deaths: 0, concealedDeaths: 0, seriousInjuries: 0, directLossFen: '0' }
  it.each<[string, object, string]>([
    [
      'fewer deaths than were concealed',
      { accident: { ...none, deaths: 3, concealedDeaths: 4 } },
      'accident.concealedDeaths',
    ],
    ['fewer than no deaths', { accident: { ...none, deaths: -1 } }, 'accident.deaths'],
    ['an accident that is not true', { conclusion: 'UNSUBSTANTIATED', accident: none }, 'accident'],
    ['an accident that cannot be verified', { conclusion: 'UNVERIFIABLE', accident: none }, 'accident'],
    ['no findings', { findings: '' }, 'findings'],
  ])('refuses a conclusion with %s', async (_what, more, path) => {
    expect((await conclude(await verifying(), more)).outcome).toBe(`BAD_USER_INPUT input.${path}`)
  })

  it.each([
    ['SUBSTANTIATED', 'VERIFIED'],
    ['PARTLY_SUBSTANTIATED', 'VERIFIED'],
    ['UNSUBSTANTIATED', 'UNFOUNDED'],
    ['UNVERIFIABLE', 'UNVERIFIABLE'],
  ])('%s ends as %s', async (conclusion, outcome) => {
    const { data } = await conclude(await verifying(), { conclusion })
    expect(data).toMatchObject({ concludeVerification: { conclusion, outcome } })
  })

  it('keeps what was found from who is no case worker', async () => {
    const caseId = await verifying()
    const keys = [{ id: caseId }]
    const publicity = staffOf('410102', 'PUBLICITY_STAFF')
    const fields = 'verification { officers } penalties { id } assignment { officers { account } }'
    const { data } = await subgraph.entities('Case', keys, fields, publicity)
    expect(data).toEqual({ _entities: [{ verification: null, penalties: [], assignment: null }] })
  })

  it('asks the database as often for many cases as for two', async () => {
    for (let n = 0; n < 8; n += 1) {
      const caseId = await verifying()
      await visit(caseId)
      await penalise(caseId, {})
    }
    const query = `query($first: Int!) { cases(first: $first) { nodes {
      penalties { unit } verification { officers siteVisits { findings } hazards { reason } tasks { content } conclusions { findings } }
    } } }`
    const during = (first: number) => subgraph.queries.during(() => ask(query, { first }))
    expect((await during(20)).length).toBe((await during(2)).length)
  })

  describe('criteria of hazards', () => {
    const criteria = async (industryCode: string | null) => {
      const query = `query($industryCode: ID) { hazardCriteria(industryCode: $industryCode) {
        id industryCode item levelName document legalReference text confirmed effectiveUntil
      } }`
      return at((await ask(query, { industryCode })).data, 'hazardCriteria') as Record<
        string,
        string | null
      >[]
    }
    const national = staffOf('000000', 'LEADER')
    const add = (more: object, viewer: Viewer = national) =>
      ask(adding, { input: { ...aCriterion, ...more } }, viewer)

    it('are those of the sector and of all, each with its text and reference', async () => {
      const coal = await criteria('COAL_MINE')
      expect(new Set(coal.map(({ industryCode }) => industryCode))).toEqual(new Set([null, 'COAL_MINE']))
      expect(coal).toContainEqual(
        expect.objectContaining({
          item: '二',
          text: '瓦斯超限作业。',
          legalReference: '应急管理部令第4号第三条',
        }),
      )
      const sectors = new Set((await criteria(null)).map(({ industryCode }) => industryCode))
      for (const sector of sectors)
        if (typeof sector === 'string') expect(industriesInScope).toHaveProperty(sector)
    })

    it('set the level of a hazard, with the reason; one of another sector does not', async () => {
      const caseId = await verifying()
      const [own] = (await criteria('COAL_MINE')).filter(({ item }) => item === '二')
      const [other] = (await criteria('CHEMICAL')).filter(({ industryCode }) => industryCode === 'CHEMICAL')
      const set = (criterionId: string, reason = '现场检测甲烷浓度超限仍在作业。') =>
        ask(setting, { caseId, criterionId, reason })
      expect((await set(other!['id']!)).outcome).toBe('BAD_USER_INPUT criterionId')
      expect((await set(randomUUID())).outcome).toBe('BAD_USER_INPUT criterionId')
      expect((await set(own!['id']!, '是')).outcome).toBe('BAD_USER_INPUT reason')
      const { data } = await set(own!['id']!)
      expect(at(data, 'setHazardLevel.verification.hazards')).toEqual([
        { reason: '现场检测甲烷浓度超限仍在作业。', criterion: { levelName: '重大事故隐患' } },
      ])
    })

    it('get new versions at the national level only: the one before ends the day before', async () => {
      expect((await add({}, staffOf('410000', 'LEADER'))).outcome).toBe('FORBIDDEN')
      expect((await add({}, staffOf('000000', 'CASE_OFFICER'))).outcome).toBe('FORBIDDEN')
      expect((await add({ effectiveFrom: '2020-01-01' })).outcome).toBe('BAD_USER_INPUT input.effectiveFrom')
      expect((await add({ industryCode: 'NONSENSE' })).outcome).toBe('BAD_USER_INPUT input.industryCode')
      expect((await add({})).outcome).toBe('OK')
      expect((await add({})).outcome).toBe('CONFLICT input.effectiveFrom')
      const [before] = (await criteria('COAL_MINE')).filter(({ item }) => item === aCriterion.item)
      expect(before).toMatchObject({ effectiveUntil: '2998-12-31', text: '瓦斯超限作业。' })
    })
  })
})

const aCriterion = {
  industryCode: 'COAL_MINE',
  level: 'MAJOR',
  levelName: '重大事故隐患',
  document: '煤矿重大事故隐患判定标准',
  item: '二',
  text: '瓦斯超限仍组织作业。',
  legalReference: '修订后的判定标准第三条',
  effectiveFrom: '2999-01-01',
}
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const aVisit = () => ({
  beganAt: hoursAgo(3),
  endedAt: hoursAgo(1),
  place: '第三车间',
  officers: team,
  findings,
})
const aFine = {
  kind: 'FINE',
  amountFen: '16000000',
  decisionNumber: '（中原）应急罚〔2026〕12号',
  unit: '郑州示例机械有限公司',
  decidedOn: '2026-03-01',
}
const starting = `mutation($caseId: ID!, $officers: [ID!]!) {
  startVerification(caseId: $caseId, officers: $officers) { state }
}`
const opening = `mutation($caseId: ID!, $content: String!, $officers: [ID!]!, $dueOn: String) {
  openVerificationTask(caseId: $caseId, content: $content, officers: $officers, dueOn: $dueOn) {
    verification { tasks { id } }
  }
}`
const finishing = `mutation($caseId: ID!, $taskId: ID!, $findings: String!) {
  finishVerificationTask(caseId: $caseId, taskId: $taskId, findings: $findings) { version }
}`
const visiting = `mutation($caseId: ID!, $visit: SiteVisitInput!) {
  recordSiteVisit(caseId: $caseId, visit: $visit) { version }
}`
const penalising = `mutation($caseId: ID!, $penalty: PenaltyInput!) {
  recordPenalty(caseId: $caseId, penalty: $penalty) { version }
}`
const concluding = `mutation($caseId: ID!, $input: ConclusionInput!) {
  concludeVerification(caseId: $caseId, input: $input) {
    state outcome conclusion verification { conclusions { officers accidentLevel deaths } }
  }
}`
const setting = `mutation($caseId: ID!, $criterionId: ID!, $reason: String!) {
  setHazardLevel(caseId: $caseId, criterionId: $criterionId, reason: $reason) {
    verification { hazards { reason criterion { levelName } } }
  }
}`
const adding = `mutation($input: HazardCriterionInput!) { addHazardCriterion(input: $input) { id } }`
const everything = `query($caseId: ID!) { case(id: $caseId) {
  conclusion
  verification {
    officers tasks { content state findings } siteVisits { place findings evidenceIds }
    conclusions { findings deaths concealedDeaths seriousInjuries directLossFen accidentLevel officers }
  }
  penalties { kind amountFen decisionNumber unit }
} }`
