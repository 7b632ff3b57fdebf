import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { anonymous } from '../../../platform/viewer/viewer.js'
import { appendEventsAt, stepOf } from '../../../test/support/events.js'
import { createKeptLog, silentLog } from '../../../test/support/silent-log.js'
import { soon } from '../../../test/support/soon.js'
import { openOrm } from '../../shared/orm.js'
import { statisticsEntities } from '../entities.js'
import { Attacker } from './fixture/attacker.js'
import { collect, openPublicFigures, place, told, type PublicFigures } from './fixture/public-figures.js'
import { releaseDue, releaseNext, type ReleaseMeans } from './release.js'
import { Solver } from './solver.js'

describe('public figures', () => {
  let figures: PublicFigures
  beforeAll(async () => {
    figures = await openPublicFigures('2026-03-02T03:00:00+08:00')
  })
  afterAll(() => figures.subgraph.close())

  it('are none while there is nothing to tell', async () => {
    await figures.subgraph.releasePublicCounts()
    expect(await figures.releasedDays()).toEqual([])
  })

  it('are nothing to a stranger before the first release, whatever has been counted', async () => {
    for (let day = 1; day <= 31; day += 1) {
      const date = `2026-03-${String(day).padStart(2, '0')}`
      await figures.submit('410102', date, day === 9 ? 0 : 2)
      await figures.submit('410302', date, day === 9 ? 1 : 1)
      await figures.submit('110101', date, day === 9 ? 0 : 4)
    }
    await figures.submit('410103', '2026-03-04', 2)
    await figures.submit('410104', '2026-03-05', 12)
    await figures.submit('650102', '2026-03-06', 40)
    await figures.untilCounted()
    expect(await figures.countsOf('REPORTS_BY_DAY')).toMatchObject({ period: null, cells: [] })
    const { errors } = await figures.subgraph.ask({
      query: '{ caseCounts(regionCode: "000000") { reports } }',
      viewer: anonymous,
    })
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('are told day by day, the day before at the earliest', async () => {
    await figures.releaseAt('2026-03-08T02:30:00+08:00')
    expect(await figures.releasedDays()).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-03-0${String(day)}`),
    )
    expect(told(await figures.countsOf('REPORTS_BY_DAY'))).toEqual({ '000000': 7 })
    expect(await figures.countsOf('REPORTS_BY_REGION')).toMatchObject({ period: null, cells: [] })
    await figures.subgraph.releasePublicCounts()
    expect(await figures.releasedDays()).toHaveLength(7)
  })

  it('say fewer than k of a small day, nought included, and withhold the next for its sake', async () => {
    await figures.releaseAt('2026-03-12T02:30:00+08:00')
    const days = await Promise.all(
      ['2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11'].map((period) =>
        figures.countsOf('REPORTS_BY_DAY', { period }),
      ),
    )
    expect(days.map((day) => told(day)['000000'])).toEqual([7, '< 6', 'withheld', 'withheld'])
  })

  it('tell the month on the day after it, with its last days', async () => {
    await figures.releaseAt('2026-03-31T23:00:00+08:00')
    expect(await figures.countsOf('REPORTS_BY_REGION')).toMatchObject({ period: null })
    expect((await figures.countsOf('REPORTS_BY_DAY')).period).toBe('2026-03-26')
    await figures.releaseAt('2026-04-01T02:30:00+08:00')
    expect((await figures.countsOf('REPORTS_BY_DAY')).period).toBe('2026-03-31')
    const country = await figures.countsOf('REPORTS_BY_REGION')
    expect(country.period).toBe('2026-03')
    expect(country.definition).toContain('每月提交的举报件数')
    expect(told(country)).toEqual({ '000000': 265, '110000': 120, '410000': 105, '650000': 40 })
    expect(told(await figures.countsOf('REPORTS_BY_REGION', { region: '410100' }))).toEqual({
      '410100': 74,
      '410102': 60,
      '410103': '< 6',
      '410104': 'withheld',
    })
    expect(told(await figures.countsOf('REPORTS_BY_MATTER'))).toMatchObject({
      MAJOR_HAZARD: 'withheld',
      SEVERAL: '< 6',
    })
  })

  it('keep at least k values for every withheld cell to somebody who keeps everything and subtracts', async () => {
    const attacker = await Attacker.hire()
    const everything = await collect(figures.subgraph)
    const values = attacker.countValues(everything, 6)
    expect(values.size).toBeGreaterThan(20)
    for (const [id, count] of values) expect([id, count]).toEqual([id, 6])
  })

  it('never change: not by a late report, nor when a case moves, merges or is concluded anew', async () => {
    const before = await collect(figures.subgraph)
    await figures.submit('410103', '2026-03-04', 5)
    const [caseId, other] = [randomUUID(), randomUUID()]
    const from = { fromRegionCode: '410103', fromRegionPath: place('410103') }
    const into = { intoCaseId: other, intoAuthorityId: randomUUID(), intoRegionCode: '410102' }
    const concluded = { conclusion: 'SUBSTANTIATED', accidentLevel: null, deaths: 0 }
    const steps = [
      stepOf(place('410102'), caseId, { name: 'CaseRegionMoved', facts: from }),
      stepOf(place('410102'), caseId, { name: 'CaseConcluded', facts: concluded }),
      stepOf(place('410102'), caseId, {
        name: 'CaseConcluded',
        facts: { ...concluded, conclusion: 'UNSUBSTANTIATED' },
      }),
      stepOf(place('410102'), caseId, { name: 'CaseMerged', facts: into }),
    ]
    await appendEventsAt(figures.subgraph.database, '2026-03-20T10:00:00+08:00', ...steps)
    await figures.releaseAt('2026-04-02T02:30:00+08:00')
    const after = await collect(figures.subgraph)
    expect(after.cells.slice(0, before.cells.length)).toEqual(before.cells)
    // What came late stands on the first day that was not told yet.
    expect(told(await figures.countsOf('REPORTS_BY_DAY', { period: '2026-04-01' }))).toEqual({
      '000000': '< 6',
    })
    const [facts] = await figures.subgraph.database.ask<{ reports: string; conclusions: string }>(
      `SELECT sum(n) FILTER (WHERE measure = 'REPORTS') AS reports,
         sum(n) FILTER (WHERE measure = 'CONCLUSIONS') AS conclusions
       FROM statistics.public_fact WHERE day = '2026-04-01'`,
    )
    expect(facts).toEqual({ reports: '5', conclusions: '1' })
  })

  describe('are released', () => {
    let means: ReleaseMeans
    const lifecycle = new Lifecycle(silentLog)
    const openMeans = async (more: Partial<ReleaseMeans> = {}): Promise<ReleaseMeans> => {
      const databaseUrl = figures.subgraph.database.runtimeUrl('statistics')
      const orm = await openOrm({
        databaseUrl,
        schema: 'statistics',
        entities: statisticsEntities,
        lifecycle,
      })
      const isCaughtUp = () => Promise.resolve(true)
      return {
        ...{ orm, clock: figures.clock, solver: await Solver.open(), k: 6, rootCode: '000000' },
        ...{ isCaughtUp, log: silentLog, ...more },
      }
    }
    beforeAll(async () => {
      means = await openMeans()
    })
    afterAll(() => lifecycle.close())

    it('once, by however many replicas at a time', async () => {
      const other = await openMeans()
      figures.setClock('2026-04-06T02:30:00+08:00')
      const before = (await figures.releasedDays()).length
      await Promise.all([releaseDue(means), releaseDue(other), releaseDue(means)])
      const days = await figures.releasedDays()
      expect(days.slice(before)).toEqual([2, 3, 4, 5].map((day) => `2026-04-0${String(day)}`))
    })

    it('whole or not at all, when the connection is lost in the middle', async () => {
      figures.setClock('2026-04-07T02:30:00+08:00')
      const before = await figures.releasedDays()
      await figures.subgraph.database.ask(
        `CREATE FUNCTION statistics.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
         CREATE TRIGGER wait AFTER INSERT ON statistics.public_cell FOR EACH STATEMENT EXECUTE FUNCTION statistics.wait()`,
      )
      const lost = expect(releaseNext(means)).rejects.toThrow()
      await soon(async () => {
        const killed = await figures.subgraph.database.ask(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event = 'PgSleep'`,
        )
        expect(killed).toHaveLength(1)
      })
      await lost
      await figures.subgraph.database.ask('DROP TRIGGER wait ON statistics.public_cell')
      expect(await figures.releasedDays()).toEqual(before)
      expect(
        await figures.subgraph.database.ask(`SELECT FROM statistics.public_cell WHERE period = '2026-04-06'`),
      ).toEqual([])
      expect(await releaseNext(means)).toBe(true)
      expect(told(await figures.countsOf('REPORTS_BY_DAY', { period: '2026-04-06' }))).toEqual({
        '000000': '< 6',
      })
    })

    it('not while facts are still being counted', async () => {
      figures.setClock('2026-04-08T02:30:00+08:00')
      const before = await figures.releasedDays()
      const behind = await openMeans({ isCaughtUp: () => Promise.resolve(false) })
      await expect(releaseDue(behind)).rejects.toThrow('released later')
      expect(await figures.releasedDays()).toEqual(before)
    })

    it('about the same whole for ever', async () => {
      const { log, lines } = createKeptLog()
      await expect(releaseNext(await openMeans({ rootCode: '410000', log }))).rejects.toThrow(
        'cannot be changed',
      )
      expect(lines.join()).toContain('PUBLIC_COUNTS_REGION')
    })

    it('under another k from the next month on, without a change to what was told', async () => {
      const before = await collect(figures.subgraph)
      await figures.submit('410102', '2026-04-20', 90)
      await figures.submit('110101', '2026-04-21', 5)
      await figures.submit('110101', '2026-05-21', 5)
      await figures.untilCounted()
      figures.setClock('2026-06-01T02:30:00+08:00')
      await releaseDue(await openMeans({ k: 3 }))
      const after = await collect(figures.subgraph)
      expect(after.cells.slice(0, before.cells.length)).toEqual(before.cells)
      const april = await figures.countsOf('REPORTS_BY_DAY', { period: '2026-04-21' })
      expect(told(april)).toEqual({ '000000': '< 6' })
      const may = await figures.countsOf('REPORTS_BY_REGION', { period: '2026-05' })
      expect(told(may)['000000']).toBe('withheld')
      expect(told(await figures.countsOf('REPORTS_BY_DAY', { period: '2026-05-20' }))).toEqual({
        '000000': '< 3',
      })
      const values = (await Attacker.hire()).countValues(after, 6)
      for (const cell of after.cells) {
        const count = values.get(cell.id) ?? 6
        expect([cell.id, count >= (cell.period < '2026-05' ? 6 : 3)]).toEqual([cell.id, true])
      }
    })
  })
})
