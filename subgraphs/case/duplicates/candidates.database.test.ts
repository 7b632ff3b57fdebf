import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseBesideReport, type CaseBesideReport } from '../../../test/support/case-beside-report.js'
import { openCaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'

type Candidate = { case: { id: string }; likelihood: string; score: number; reasons: string[]; why: string }

const officer = staffOf('410100', 'INTAKE_OFFICER')
const query = `query($id: ID!) {
  case(id: $id) { duplicateCandidates { case { id } likelihood score reasons why } }
}`
const facts = (what: string, where?: string) => ({ facts: { what, ...(where ? { where } : {}) } })

describe('candidates for a merge', () => {
  let story: CaseBesideReport
  beforeAll(async () => {
    story = await openCaseBesideReport()
  })
  afterAll(() => story.close())

  const candidatesOf = async (id: string, viewer: Viewer = officer, language: 'zh' | 'en' = 'zh') => {
    const { data, errors } = await story.cases.ask({ query, variables: { id }, viewer, language })
    expect(errors).toEqual([])
    return (data as { case: { duplicateCandidates: Candidate[] } | null }).case?.duplicateCandidates
  }

  it('are ranked by unit, code, place, kind and time, each with why', async () => {
    const own = await story.submit({
      unitName: '嵩山某某煤业有限责任公司',
      unitCreditCode: '91350100M000100Y43',
      ...facts('井下瓦斯超限仍在作业，监测探头被人为遮挡。', '二号井'),
    })
    const same = await story.submit({
      unitName: ' 嵩山某某煤业有限公司',
      unitCreditCode: '91350100M000100Y43',
      ...facts('二号井瓦斯超限没有停产撤人。', '二号 井'),
    })
    const unit = await story.submit({
      unitName: '另一矿',
      unitAliases: ['嵩山某某煤业（集团）公司'],
      matterTypes: ['ILLEGAL_ACT'],
      regionCode: '410105',
    })
    await story.submit({ unitName: '毫不相干的某某化工厂' })
    const [first, second, ...others] = (await candidatesOf(own.caseId))!
    expect(others).toEqual([])
    expect(first).toEqual({
      case: { id: same.caseId },
      likelihood: 'VERY_LIKELY',
      score: 100,
      reasons: ['CREDIT_CODE', 'UNIT_NAME', 'PLACE', 'SAME_MATTER_TYPE', 'WITHIN_30_DAYS', 'SAME_REGION'],
      why: '统一社会信用代码相同；单位名称相同；地点相同；事项类别相同；立案相差三十日以内；在同一地区',
    })
    expect(second).toMatchObject({
      case: { id: unit.caseId },
      likelihood: 'LIKELY',
      reasons: ['UNIT_NAME', 'WITHIN_30_DAYS'],
    })
    expect((await candidatesOf(unit.caseId, officer, 'en'))?.map(({ why }) => why)).toContain(
      'same unit; opened within thirty days',
    )
  })

  it('are those within the officer’s reach, and for who screens', async () => {
    const own = await story.submit({ unitName: '伏牛山某某化工厂' })
    const elsewhere = await story.submit({ unitName: '伏牛山某某化工厂', regionCode: '410302' })
    expect(await candidatesOf(own.caseId)).toEqual([])
    const province = staffOf('410000', 'INTAKE_OFFICER')
    expect((await candidatesOf(own.caseId, province))?.map((one) => one.case.id)).toEqual([elsewhere.caseId])
    expect(await candidatesOf(own.caseId, staffOf('410000', 'SUPERVISOR'))).toEqual([])
    expect(await candidatesOf(elsewhere.caseId)).toBeUndefined()
  })

  it('lead to a merge, after which the case is none to itself', async () => {
    const [first, second] = [
      await story.submit({ unitName: '太行某某尾矿库' }),
      await story.submit({ unitName: '太行某某尾矿库有限公司' }),
    ]
    const [candidate] = (await candidatesOf(second.caseId))!
    expect(candidate?.case.id).toBe(first.caseId)
    const merge = `mutation($id: ID!, $into: ID!) { mergeCases(caseId: $id, intoCaseId: $into, reason: "同一尾矿库") { state } }`
    const variables = { id: second.caseId, into: first.caseId }
    expect((await story.cases.ask({ query: merge, variables, viewer: officer })).errors).toEqual([])
    expect(await candidatesOf(first.caseId)).toEqual([])
    const third = await story.submit({ unitName: '太行某某尾矿库' })
    expect((await candidatesOf(third.caseId))?.map((one) => one.case.id)).toEqual([first.caseId])
  })

  it('cost as many queries for many cases as for one', async () => {
    const page = (first: number) =>
      story.cases.ask({
        query: `{ cases(first: ${String(first)}) { nodes { duplicateCandidates { case { id } why } } } }`,
        viewer: officer,
      })
    const one = await story.cases.queries.during(() => page(1))
    const many = await story.cases.queries.during(() => page(8))
    expect(many.length).toBe(one.length)
  })

  it('are null, and the case is not, while report does not answer', async () => {
    await using stack = new AsyncDisposableStack()
    const alone = await openCaseSubgraph()
    stack.defer(() => alone.close())
    await plantCaseTree(alone.database)
    const [placed] = await placeCases(alone.database, [{ state: 'SCREENING' }])
    const { data, errors } = await alone.ask({ query, variables: { id: placed!.caseId }, viewer: officer })
    expect(data).toEqual({ case: { duplicateCandidates: null } })
    expect(errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'report' })
  })
})
