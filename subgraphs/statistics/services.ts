import type { MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../platform/log.js'
import type { SignedViewer } from '../../platform/viewer/viewer.js'
import type { Clock } from '../shared/clock.js'
import type { Watch } from '../shared/watch.js'
import type { StatisticsContext } from './context.js'
import type { CountsNow } from './counters/case-counts.service.js'
import { createOutreachLoaders } from './outreach/outreach-services.js'
import type { PhoneSeal } from './outreach/phone.js'

/** What lives as long as the process; a request's own things are made around it. */
export type StatisticsServices = { clock: Clock; phones: PhoneSeal; countsWatch: Watch<CountsNow> }

/** One request, or one event of a subscription. */
export function createStatisticsContext(
  { orm, log, services }: { orm: MikroORM; log: Log; services: StatisticsServices },
  { viewer, language, bodyHash }: SignedViewer,
): StatisticsContext {
  const em = orm.em.fork()
  const base = { viewer, language, boundToBody: bodyHash !== undefined, em, log }
  return { ...base, ...services, outreach: createOutreachLoaders(em) }
}
