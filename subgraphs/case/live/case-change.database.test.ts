import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { paths } from '../../../test/support/events.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { sessionOf } from '../desk/row-security.js'
import type { CaseChange } from './case-change.type.js'
import { changedCases } from './case-change.service.js'

const officer = (seat: string): StaffViewer => staffOf(seat, 'INTAKE_OFFICER')

describe('changes of cases, watched', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
    // The listening connection is there before the first change.
    await soon(async () =>
      expect(
        await subgraph.database.ask(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%case_changed%'`,
        ),
      ).toHaveLength(1),
    )
  })
  afterAll(() => subgraph.close())

  const watch = (viewer: StaffViewer, regionCode: string) =>
    changedCases(
      {
        em: subgraph.orm.em.fork({ session: sessionOf(viewer) }),
        viewer,
        changes: subgraph.services.changes,
      },
      regionCode,
    )
  const change = (caseId: string, column: string, value: unknown) =>
    subgraph.database.ask(`UPDATE "case"."case" SET ${column} = $2 WHERE id = $1`, [caseId, value])
  const next = async (changes: AsyncGenerator<CaseChange, void, void>) => {
    const { value } = await changes.next()
    return value && { caseId: value.caseId, state: value.case?.state ?? null }
  }

  it('come within region and reach only, and of a case that leaves once more without content', async () => {
    const county = await watch(officer('410102'), '410102')
    const other = await watch(officer('410300'), '410300')
    const [own, elsewhere] = await placeCases(subgraph.database, [
      { state: 'SCREENING' },
      { state: 'ACCEPTED', path: paths.laocheng },
    ])
    expect(await next(county)).toEqual({ caseId: own!.caseId, state: 'SCREENING' })
    expect(await next(other)).toEqual({ caseId: elsewhere!.caseId, state: 'ACCEPTED' })
    await change(own!.caseId, 'state', 'ACCEPTED')
    expect(await next(county)).toEqual({ caseId: own!.caseId, state: 'ACCEPTED' })
    await change(own!.caseId, 'region_code', '410302')
    await change(own!.caseId, 'authority_id', authorityIdOf('410302'))
    expect(await next(county)).toEqual({ caseId: own!.caseId, state: null })
    expect(await next(other)).toEqual({ caseId: own!.caseId, state: 'ACCEPTED' })
    await change(own!.caseId, 'state', 'CLOSED')
    const [after] = await placeCases(subgraph.database, [{ state: 'SCREENING' }])
    expect(await next(county)).toEqual({ caseId: after!.caseId, state: 'SCREENING' })
    await county.return()
    await other.return()
    expect(subgraph.services.changes.watcherCount).toBe(0)
  })

  it('of a case with a conflict of interest end there for its officer, and for nobody else', async () => {
    const tied = await watch(officer('410102'), '410102')
    const free = await watch({ ...officer('410102'), subject: 'another' }, '410102')
    const [placed] = await placeCases(subgraph.database, [{ state: 'SCREENING' }])
    for (const one of [tied, free])
      expect(await next(one)).toEqual({ caseId: placed!.caseId, state: 'SCREENING' })
    await change(placed!.caseId, 'excluded_officers', [officer('410102').subject])
    expect(await next(tied)).toEqual({ caseId: placed!.caseId, state: null })
    expect(await next(free)).toEqual({ caseId: placed!.caseId, state: 'SCREENING' })
    await change(placed!.caseId, 'state', 'ACCEPTED')
    const [after] = await placeCases(subgraph.database, [{ state: 'SCREENING' }])
    expect(await next(tied)).toEqual({ caseId: after!.caseId, state: 'SCREENING' })
    await tied.return()
    await free.return()
  })

  it('are for who may read cases of the region', async () => {
    await expect(watch(officer('410102'), '410100')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(watch(staffOf('410100', 'DASHBOARD'), '410100')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(watch(officer('410102'), 'x')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})
