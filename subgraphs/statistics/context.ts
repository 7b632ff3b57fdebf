import type { Clock } from '../shared/clock.js'
import type { SubgraphContext } from '../shared/context.js'
import type { Watch } from '../shared/watch.js'
import type { CountsNow } from './counters/case-counts.service.js'
import type { OutreachLoaders } from './outreach/outreach-services.js'
import type { PhoneSeal } from './outreach/phone.js'

export type StatisticsContext = SubgraphContext & {
  countsWatch: Watch<CountsNow>
  clock: Clock
  phones: PhoneSeal
  outreach: OutreachLoaders
}
