import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import {
  appendEvents,
  caseAccepted,
  caseOpened,
  paths,
  reportSubmitted,
  stepOf,
} from '../../../test/support/events.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { takeBatch } from '../../shared/events/consumer.js'
import { openOrm } from '../../shared/orm.js'
import { keyOf, loadCounts } from '../counters/case-counts.service.js'
import { toCaseCounts } from '../counters/case-counts.type.js'
import { readSlice } from '../counters/count-filter.js'
import { counting, countsConsumer, markFilled } from '../counters/counting.js'
import { statisticsEntities } from '../entities.js'
import { migrate } from '../migrate.js'

/** What the tables were, and what the code of then had folded into them. */
const asItWas = `
  DROP TABLE statistics.counted_case, statistics.counted_report, statistics.counted_region,
    statistics.counted_authority, statistics.count_now, statistics.count_by_day, statistics.counts_state;
  DELETE FROM statistics.migration WHERE name IN ('0004-counts', '0005-no-waiting-cases', '0006-found-true', '0012-feeds');
  CREATE TABLE statistics.case_standing (case_id uuid PRIMARY KEY, state varchar(32) NOT NULL, region_path text[] NOT NULL);
  CREATE TABLE statistics.region_count (region_code varchar(9) PRIMARY KEY, reports bigint NOT NULL,
    referrals bigint NOT NULL, screening bigint NOT NULL, accepted bigint NOT NULL, version bigint NOT NULL,
    changed_at timestamptz NOT NULL, set_aside bigint NOT NULL DEFAULT 0);
  ALTER TABLE statistics.case_standing OWNER TO andon_statistics_owner;
  ALTER TABLE statistics.region_count OWNER TO andon_statistics_owner;
  INSERT INTO statistics.region_count VALUES
    ('000000', 2, 0, 0, 1, 6, '2026-03-01T08:00:00Z'), ('410000', 2, 0, 0, 1, 6, '2026-03-01T08:00:00Z'),
    ('410100', 2, 0, 0, 0, 5, '2026-03-01T08:00:00Z'), ('410102', 2, 0, 0, 0, 5, '2026-03-01T08:00:00Z'),
    ('419001', 0, 0, 0, 1, 1, '2026-03-01T08:00:00Z');
  INSERT INTO statistics.watermark VALUES ('statistics', (SELECT max(position) FROM events.log))`

describe('a database that was folded before there were cells', () => {
  let database: TestDatabase
  let lifecycle: Lifecycle
  beforeAll(async () => {
    database = await openTestDatabase()
    lifecycle = new Lifecycle(silentLog)
  })
  afterAll(async () => {
    await lifecycle.close()
    await database[Symbol.asyncDispose]()
  })

  it('is folded anew, and tells no number before, no other number and no lower version after', async () => {
    const caseId = randomUUID()
    const moved = { fromRegionCode: '410102', fromRegionPath: paths.zhongyuan }
    await appendEvents(
      database,
      ...[reportSubmitted(), reportSubmitted(), caseOpened(paths.zhongyuan, caseId)],
      caseAccepted(paths.zhongyuan, caseId),
      stepOf(paths.jiyuan, caseId, { name: 'CaseRegionMoved', facts: moved }),
    )
    await database.ask(asItWas)
    await migrate({ databaseUrl: database.migrationUrl('statistics'), log: silentLog })

    const databaseUrl = database.runtimeUrl('statistics')
    const orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
    const told = async (code: string) => {
      const slice = readSlice(code, null)
      const { version, reports, accepted } = toCaseCounts(
        (await loadCounts(orm.em.fork(), [slice])).get(keyOf(slice))!,
      )
      return { version, reports, accepted }
    }
    await expect(told('410000')).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' })

    const log = new pg.Client({ connectionString: databaseUrl })
    await log.connect()
    while ((await takeBatch(log, { consumer: countsConsumer, orm, handlers: counting, log: silentLog })) > 0);
    await log.end()
    await markFilled(orm.em.fork())
    expect(await Promise.all(['000000', '410000', '410100', '410102', '419001'].map(told))).toEqual([
      { version: '6', reports: 2, accepted: 1 },
      { version: '6', reports: 2, accepted: 1 },
      { version: '5', reports: 2, accepted: 0 },
      { version: '5', reports: 2, accepted: 0 },
      { version: '1', reports: 0, accepted: 1 },
    ])
  })
})
