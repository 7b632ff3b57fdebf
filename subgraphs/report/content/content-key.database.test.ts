import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { randomBytes, randomUUID } from 'node:crypto'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { openOrm } from '../../shared/orm.js'
import { reportEntities } from '../entities.js'
import { StoredReport } from '../intake/report.entity.js'
import { createBlindIndex } from './blind-index.js'
import type { Place } from './cipher.js'
import { createContentKeys } from './content-key.service.js'
import { readEnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { eraseContent } from './erasure.service.js'
import { nothingAsked, openContent } from './report-content.js'
import { sealEarlierReports } from './seal-earlier.js'

const place: Place = { table: 'report', rowId: 'x', field: 'sealed_facts', version: 1 }

describe('the key of a report', () => {
  let database: TestDatabase
  let orm: MikroORM
  const lifecycle = new Lifecycle(silentLog)
  const [envelope, nextEnvelope] = [randomBytes(32), randomBytes(32)]
  const contentKeys = createContentKeys(readEnvelopeKeys([envelope]))

  beforeAll(async () => {
    database = await openTestDatabase()
    lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
    const databaseUrl = database.runtimeUrl('report')
    orm = await openOrm({ databaseUrl, schema: 'report', entities: reportEntities, lifecycle })
  })
  afterAll(() => lifecycle.close())

  const create = async (text: string): Promise<{ reportId: string; sealed: Buffer }> => {
    const em = orm.em.fork()
    const reportId = randomUUID()
    const key = contentKeys.create(em, reportId)
    await em.flush()
    return { reportId, sealed: key.seal(place, text) }
  }
  const read = async (reportId: string, sealed: Buffer, keys = contentKeys): Promise<string | undefined> =>
    (await keys.of(orm.em.fork(), [reportId])).get(reportId)?.open(place, sealed)

  it('opens what it has sealed, and nothing of another report', async () => {
    const [one, other] = [await create('甲'), await create('乙')]
    expect(await read(one.reportId, one.sealed)).toBe('甲')
    await expect(read(one.reportId, other.sealed)).rejects.toThrow()
  })

  it('does not open from another report’s row, nor without its envelope key', async () => {
    const [one, other] = [await create('甲'), await create('乙')]
    await expect(
      read(one.reportId, one.sealed, createContentKeys(readEnvelopeKeys([nextEnvelope]))),
    ).rejects.toThrow('not among the settings')
    await database.ask(
      `UPDATE report.content_key SET wrapped = (SELECT wrapped FROM report.content_key WHERE report_id = $2)
       WHERE report_id = $1`,
      [one.reportId, other.reportId],
    )
    await expect(read(one.reportId, one.sealed)).rejects.toThrow()
  })

  it('once destroyed, has taken with it what it sealed', async () => {
    const { reportId, sealed } = await create('甲')
    await contentKeys.destroy(orm.em.fork(), reportId, new Date())
    expect(await read(reportId, sealed)).toBeUndefined()
    expect(
      await database.ask('SELECT wrapped FROM report.content_key WHERE report_id = $1', [reportId]),
    ).toEqual([{ wrapped: null }])
  })

  it('is wrapped anew when the envelope key is rotated, and then needs the old one no more', async () => {
    const { reportId, sealed } = await create('甲')
    const both = createContentKeys(readEnvelopeKeys([nextEnvelope, envelope]))
    // One that was moved in an earlier test opens nowhere.
    await database.ask('DELETE FROM report.content_key WHERE report_id <> $1', [reportId])
    expect(await read(reportId, sealed, both)).toBe('甲')
    expect(await both.rewrap(orm.em.fork(), 100)).toBe(1)
    expect(await both.rewrap(orm.em.fork(), 100)).toBe(0)
    const alone = createContentKeys(readEnvelopeKeys([nextEnvelope]))
    expect(await read(reportId, sealed, alone)).toBe('甲')
  })

  it('is made for what was stored before there were keys, of which nothing stays readable; and is erased', async () => {
    const id = randomUUID()
    const facts = { what: '早先存下的事实', when: null, where: '早先的地点', who: null, ongoing: true }
    await database.ask(
      `INSERT INTO report.report (id, channel, mode, reporter_kind, region_code, authority_id, matter_types,
         industry_code, unit_name, facts, submitted_at, receipt_tag)
       VALUES ($1, 'WEB', 'ANONYMOUS', 'PUBLIC', '410102', $1, '{MAJOR_HAZARD}', 'COAL_MINE', '早先的煤矿', $2, now(), $3)`,
      [id, JSON.stringify(facts), randomBytes(32)],
    )
    expect(await tablesThatHold(database, '早先')).toEqual(['report.report'])
    const means = { contentKeys, blindIndex: createBlindIndex(randomBytes(32)), log: silentLog }
    await sealEarlierReports(orm, means)
    await sealEarlierReports(orm, means)
    expect(await tablesThatHold(database, '早先')).toEqual([])
    const em = orm.em.fork()
    const report = await em.findOneOrFail(StoredReport, { id })
    const key = (await contentKeys.of(em, [id])).get(id)
    expect(openContent(key, report)).toEqual({
      unitName: '早先的煤矿',
      unitAliases: [],
      unitCreditCode: null,
      facts: { ...facts, from: null, to: null },
      circumstances: nothingAsked,
    })

    await eraseContent(orm.em.fork(), contentKeys, id, new Date())
    const erased = await orm.em.fork().findOneOrFail(StoredReport, { id })
    expect(await contentKeys.of(orm.em.fork(), [id])).toEqual(new Map())
    expect(openContent(undefined, erased).facts.what).toContain('Erased')
    expect(erased).toMatchObject({
      receiptLock: null,
      unitIndex: null,
      placeIndex: null,
      regionCode: '410102',
    })
  })
})

describe('the search through a whole database', () => {
  it.each([
    ['as text', "'前文' || $1::text"],
    ['in GBK', "convert_to('x' || $1::text, 'GBK')"],
    ['in base64 of UTF-8', "encode(convert_to('x' || $1::text || 'y', 'UTF8'), 'base64')"],
    ['in base64 of UTF-8, one byte on', "encode(convert_to('xx' || $1::text || 'y', 'UTF8'), 'base64')"],
    ['in base64 of GBK', "encode(convert_to('xxx' || $1::text, 'GBK'), 'base64')"],
    ['in bytes of base64', "encode(convert_to($1::text, 'UTF8'), 'base64')::bytea"],
    ['in JSON', "jsonb_build_object('a', $1::text)"],
  ])('finds what was planted %s', async (_how, expression) => {
    await using database = await openTestDatabase()
    await database.ask(`CREATE TABLE report.canary AS SELECT ${expression} AS planted`, ['金丝雀王小明'])
    expect(await tablesThatHold(database, '金丝雀王小明')).toEqual(['report.canary'])
  })
})
