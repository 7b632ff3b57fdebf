import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { appendEvents, paths } from '../../../test/support/events.js'
import { placeCases, type Placed } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import type { SubgraphAnswer } from '../../../test/support/subgraph-client.js'

const roles = Object.keys(staffRoles) as StaffRole[]
const prepareSummary = `mutation($id: ID!, $input: NominationInput!) { prepareCaseSummary(caseId: $id, input: $input) {
  id region { code } year month conclusion accidentLevel hazardLevel measures industryCode
  penalty { fromFen toFen } reward { fromFen toFen text } legalBasis { code name } } }`
const input = {
  reason: '群众举报后及时查处，有示范作用。',
  legalBasis: ['WORK_SAFETY_LAW', 'REWARD_MEASURES'],
  reporterRecognisable: false,
}

describe('a closed case that is nominated', () => {
  let subgraph: CaseSubgraph
  let industries = 0
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const officer = staffOf('410102', 'CASE_OFFICER')
  const codeOf = (answer: SubgraphAnswer) => answer.errors[0]?.extensions.code ?? 'OK'
  const prepare = (id: string, change: object = {}, viewer: Viewer = officer) =>
    subgraph.ask({ query: prepareSummary, variables: { id, input: { ...input, ...change } }, viewer })
  const missingOf = async (id: string, change: object = {}) =>
    (await prepare(id, change)).errors[0]?.extensions['missing']
  const preparedOf = ({ data, errors }: SubgraphAnswer) => {
    expect(errors).toEqual([])
    return (data as { prepareCaseSummary: Record<string, unknown> }).prepareCaseSummary
  }

  /** Closed cases of an industry that no other case of the test has. */
  const closed = async (count = 5, change: Partial<Parameters<typeof placeCases>[1][number]> = {}) => {
    const one = { state: 'CLOSED', outcome: 'VERIFIED', ...change }
    const placed = await placeCases(
      subgraph.database,
      Array.from({ length: count }, () => one),
    )
    const ids = placed.map(({ caseId }) => caseId)
    await subgraph.database.ask(
      `UPDATE "case"."case" SET industry_code = $2, conclusion = 'PARTLY_SUBSTANTIATED',
         concluded_at = '2026-06-30T16:30:00Z', closed_at = '2026-07-20T00:00:00Z' WHERE id = ANY ($1)`,
      [ids, `INDUSTRY_${String((industries += 1))}`],
    )
    return placed
  }
  const first = async (...given: Parameters<typeof closed>): Promise<Placed> => (await closed(...given))[0]!
  const consents = async (reportId: string, given: boolean) => {
    const payload = { reportId, kind: 'PUBLICATION', given } as const
    await appendEvents(subgraph.database, { id: randomUUID(), name: 'ConsentChanged', payload })
    await soon(async () =>
      expect(
        await subgraph.database.ask('SELECT given FROM "case".publication_consent WHERE report_id = $1', [
          reportId,
        ]),
      ).toEqual([{ given }]),
    )
  }
  const reporterIs = (reportId: string, kind: string) =>
    subgraph.database.ask('UPDATE "case".case_report SET reporter_kind = $2 WHERE report_id = $1', [
      reportId,
      kind,
    ])
  const nominations = async (id: string, viewer: Viewer = officer) => {
    const query = `query($id: ID!) { case(id: $id) { nominations {
      reason consentNeeded withdrawnAt ground withdrawalReason summary { id } } } }`
    const { data } = await subgraph.ask({ query, variables: { id }, viewer })
    return (data as { case: { nominations: Record<string, unknown>[] } } | null)?.case.nominations
  }

  it('tells the city, the month, the kinds and amounts in bands; the event carries the same', async () => {
    const { caseId, reportId } = await first()
    await findingsOf(subgraph, caseId, reportId)
    const summary = preparedOf(await prepare(caseId))
    expect(summary).toMatchObject({
      region: { code: '410100' },
      ...{ year: 2026, month: 7, conclusion: 'PARTLY_SUBSTANTIATED' },
      ...{ accidentLevel: 'ORDINARY', hazardLevel: 'MAJOR', measures: ['FINE', 'STOP_PRODUCTION'] },
      penalty: { fromFen: '10000000', toFen: '30000000' },
      reward: { fromFen: '1000000', toFen: '3000000', text: '10,000 元以上 30,000 元以下' },
      legalBasis: [
        { code: 'WORK_SAFETY_LAW', name: '中华人民共和国安全生产法' },
        { code: 'REWARD_MEASURES', name: '安全生产领域举报奖励办法' },
      ],
    })
    expect(await subgraph.eventsAbout(caseId)).toEqual([
      {
        name: 'CaseSummaryPrepared',
        payload: {
          ...{ summaryId: summary['id'], caseId, regionCode: '410100', matterTypes: ['MAJOR_HAZARD'] },
          industryCode: summary['industryCode'],
          facts: {
            ...{ year: 2026, month: 7, conclusion: 'PARTLY_SUBSTANTIATED', accidentLevel: 'ORDINARY' },
            ...{ hazardLevel: 'MAJOR', measures: ['FINE', 'STOP_PRODUCTION'], consentNeeded: false },
            penalty: { fromFen: '10000000', toFen: '30000000' },
            reward: { fromFen: '1000000', toFen: '3000000' },
            legalBasis: ['WORK_SAFETY_LAW', 'REWARD_MEASURES'],
          },
        },
      },
    ])
  })

  it('tells amounts exactly where the decision was made public', async () => {
    const { caseId, reportId } = await first()
    await findingsOf(subgraph, caseId, reportId)
    expect(preparedOf(await prepare(caseId, { penaltyPublished: true }))).toMatchObject({
      penalty: { fromFen: '12345600', toFen: '12345600' },
      reward: { fromFen: '1851840', toFen: '1851840' },
    })
  })

  it.each([
    ['no other case like it in the year', 1, paths.zhongyuan, true, '410000'],
    ['five in the city', 5, paths.zhongyuan, false, '410100'],
    ['a county straight under its province', 5, paths.jiyuan, false, '410000'],
  ])('where there is %s', async (_what, count, path, needed, code) => {
    const { caseId, reportId } = await first(count, { path, authorityOf: '410102' })
    if (needed) {
      expect(await missingOf(caseId)).toEqual(['CONSENT'])
      await consents(reportId, true)
    }
    expect(preparedOf(await prepare(caseId))).toMatchObject({ region: { code } })
  })

  it('counts the other cities of the province, whose cases are alike, where the city has too few', async () => {
    const placed = await closed(5)
    await subgraph.database.ask(
      `UPDATE "case"."case" SET region_code = '410302', region_path = '{000000,410000,410300,410302}' WHERE id = $1`,
      [placed[4]!.caseId],
    )
    expect(preparedOf(await prepare(placed[0]!.caseId))).toMatchObject({ region: { code: '410000' } })
  })

  it('is one, however often and by how many at once it is asked for, and does not lead to the case', async () => {
    const { caseId: id } = await first()
    const answers = await Promise.all([1, 2, 3].map(() => prepare(id)))
    const ids = answers.map((answer) => preparedOf(answer)['id'] as string)
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).not.toBe(id)
    expect((await subgraph.eventsAbout(id)).map(({ name }) => name)).toEqual(['CaseSummaryPrepared'])
    const { data } = await subgraph.entities('CaseSummary', [{ id: ids[0]! }, { id }], 'region { code }')
    expect(data).toEqual({ _entities: [{ region: { code: '410100' } }, null] })
  })

  it.each([
    ['is not closed', { state: 'CONCLUDED' }, 'CLOSED'],
    ['was unfounded', { outcome: 'UNFOUNDED' }, 'VERIFIED'],
    ['was refused', { outcome: 'REFUSED' }, 'VERIFIED'],
    ['went into another', { outcome: 'MERGED' }, 'VERIFIED'],
  ])('is none that %s', async (_what, change, missing) => {
    expect(await missingOf((await first(1, change)).caseId)).toEqual([missing])
  })

  it('needs the consent of every reporter who might be recognised, and of each from inside the unit', async () => {
    const { caseId, reportId } = await first()
    expect(await missingOf(caseId, { reporterRecognisable: true })).toEqual(['CONSENT'])
    await reporterIs(reportId, 'EMPLOYEE')
    expect(await missingOf(caseId)).toEqual(['CONSENT'])
    await consents(reportId, true)
    preparedOf(await prepare(caseId))
    expect(await nominations(caseId)).toMatchObject([
      { reason: input.reason, consentNeeded: true, ground: null },
    ])
  })

  it('is over the moment a consent is taken back, for everybody, and can be made again when it is given', async () => {
    const { caseId, reportId } = await first()
    await consents(reportId, true)
    const { id } = preparedOf(await prepare(caseId))
    await consents(reportId, false)
    const { data } = await subgraph.entities('CaseSummary', [{ id: String(id) }], 'year')
    expect(data).toEqual({ _entities: [null] })
    expect((await subgraph.eventsAbout(caseId)).at(-1)).toMatchObject({
      name: 'CaseSummaryWithdrawn',
      payload: { summaryId: id, caseId, ground: 'CONSENT_WITHDRAWN' },
    })
    expect(await missingOf(caseId)).toEqual(['CONSENT'])
    await consents(reportId, true)
    expect(preparedOf(await prepare(caseId))['id']).not.toBe(id)
    expect(await nominations(caseId)).toMatchObject([{ ground: null }, { ground: 'CONSENT_WITHDRAWN' }])
  })

  it('is never left standing by a consent that is taken back at the same moment', async () => {
    const placed = await closed(8)
    for (const { reportId } of placed) await consents(reportId, true)
    await Promise.all(placed.flatMap(({ caseId, reportId }) => [prepare(caseId), consents(reportId, false)]))
    const standing = await subgraph.database.ask(
      'SELECT FROM "case".case_summary WHERE withdrawn_at IS NULL AND case_id = ANY ($1)',
      [placed.map(({ caseId }) => caseId)],
    )
    expect(standing).toEqual([])
  })

  it('is over when a report is withdrawn, and when an officer takes it back, whose reason stays inside', async () => {
    const [one, other] = await closed(5)
    preparedOf(await prepare(one!.caseId))
    const withdrawn = { reportId: one!.reportId, withdrawnAt: '2026-08-01T00:00:00.000Z' }
    await appendEvents(subgraph.database, { id: randomUUID(), name: 'ReportWithdrawn', payload: withdrawn })
    await soon(async () =>
      expect(await nominations(one!.caseId)).toMatchObject([{ ground: 'REPORT_WITHDRAWN' }]),
    )
    preparedOf(await prepare(other!.caseId))
    const takeBack = (viewer: Viewer) =>
      subgraph.ask({
        query: 'mutation($id: ID!) { withdrawCaseSummary(caseId: $id, reason: "另案正在调查。") { id } }',
        variables: { id: other!.caseId },
        viewer,
      })
    expect(codeOf(await takeBack(staffOf('410300', 'CASE_OFFICER')))).toBe('NOT_FOUND')
    expect(codeOf(await takeBack(officer))).toBe('OK')
    expect(codeOf(await takeBack(officer))).toBe('CONFLICT')
    expect(await nominations(other!.caseId)).toMatchObject([
      { ground: 'BY_OFFICER', withdrawalReason: '另案正在调查。' },
    ])
    const columns = await subgraph.database.ask('SELECT n::text AS row FROM "case".case_nomination n')
    expect(JSON.stringify(columns)).not.toContain(Buffer.from('另案正在调查').toString('hex'))
  })

  it.each(roles)('is nominated by %s as the table of roles says, within reach', async (role) => {
    const may = rolesMay([role], 'PREPARE_SUMMARIES')
    const { caseId } = await first()
    expect(codeOf(await prepare(caseId, {}, staffOf('410300', role)))).toBe(may ? 'NOT_FOUND' : 'FORBIDDEN')
    expect(codeOf(await prepare(caseId, {}, staffOf('410100', role)))).toBe(may ? 'OK' : 'FORBIDDEN')
  })

  it.each([
    [{ reason: '好' }, 'input.reason'],
    [{ legalBasis: [] }, 'input.legalBasis'],
  ])('with %j is refused at %s', async (change, path) => {
    const { errors } = await prepare((await first(1)).caseId, change)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: path })
  })
})

/** What verification and reward left behind: a fine of 123,456 yuan, 15 % of it paid. */
async function findingsOf({ database }: CaseSubgraph, caseId: string, reportId: string): Promise<void> {
  await database.ask(
    `INSERT INTO "case".penalty (id, case_id, kind, amount_fen, sealed_decision_number, decided_on, recorded_by, recorded_at)
     SELECT gen_random_uuid(), $1, kind, fen, '', current_date, 'x', now()
     FROM (VALUES ('FINE', 12000000), ('FINE', 345600), ('STOP_PRODUCTION', NULL)) AS one (kind, fen)`,
    [caseId],
  )
  await database.ask(
    `INSERT INTO "case".verification_conclusion (id, case_id, conclusion, sealed_findings, officers, accident_level,
       concluded_by, concluded_at)
     VALUES (gen_random_uuid(), $1, 'PARTLY_SUBSTANTIATED', '', '{}', 'ORDINARY', 'x', now())`,
    [caseId],
  )
  await database.ask(
    `INSERT INTO "case".hazard_finding (id, case_id, criterion_id, sealed_reason, set_by, set_at)
     SELECT gen_random_uuid(), $1, id, '', 'x', now() FROM "case".hazard_criterion WHERE level = 'MAJOR' LIMIT 1`,
    [caseId],
  )
  await database.ask(
    `WITH going AS (
       INSERT INTO "case".proceeding (id, case_id, machine, state, begun_at, changed_at)
       VALUES (gen_random_uuid(), $1, 'REWARD', 'PAID', now(), now()) RETURNING id
     ), reckoned AS (
       INSERT INTO "case".reward_assessment (id, case_id, proceeding_id, assessed_by, assessed_at, basis, figures,
         report_id, standings, rule_ids, adopted_later_rules, amount_fen, steps)
       SELECT gen_random_uuid(), $1, id, 'x', now(), 'HAZARD_OR_ILLEGAL', '{}', $2, '[]', '{}', false, 1851840, '[]'
       FROM going RETURNING id, proceeding_id
     )
     INSERT INTO "case".reward (proceeding_id, case_id, assessment_id, report_id, amount_fen, voucher_number, paid_at)
     SELECT proceeding_id, $1, id, $2, 1851840, 'v', now() FROM reckoned`,
    [caseId, reportId],
  )
}
