import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from '../../shared/events/attention.js'
import { Watch, type Versioned } from '../../shared/watch.js'

/** That something of a report has changed for its reporter; what, is read anew for each who watches. */
export type ReportMoved = Versioned & { reportId: string }

const channel = 'andon_report_progress'

/** Reports whose reporters are watching: one query for all of them after each change. */
export function openProgressWatch(options: {
  orm: MikroORM
  databaseUrl: string
  lifecycle: Lifecycle
  log: Log
}): Watch<ReportMoved> {
  const { orm, databaseUrl, lifecycle, log } = options
  const watch = new Watch<ReportMoved>({
    minIntervalMs: 250,
    load: (reportIds) => loadVersions(orm.em.fork(), reportIds),
  })
  const work = () => watch.look()
  const attention = new Attention({ databaseUrl, channel, pollMs: 5_000, log, work })
  attention.start()
  lifecycle.onClose('live progress', () => attention.stop())
  return watch
}

/** Steps and messages are only ever added. */
async function loadVersions(em: EntityManager, reportIds: string[]): Promise<Map<string, ReportMoved>> {
  const rows = await em.execute<{ id: string; version: string }[]>(
    `SELECT report.id,
       (SELECT count(*) FROM report.progress_step AS step WHERE step.report_id = report.id)
       + (SELECT count(*) FROM report.message AS message WHERE message.report_id = report.id) AS version
     FROM report.report WHERE report.id IN (${reportIds.map(() => '?').join(', ')})`,
    reportIds,
  )
  return new Map(rows.map(({ id, version }) => [id, { reportId: id, version: BigInt(version) }]))
}
