import type { Clock } from '../shared/clock.js'
import type { EventHandlers } from '../shared/events/consumer.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { createMapHandlers } from './jurisdiction/map-events.js'
import { openingHandlers } from './loop/opening.js'
import { createReporterHandlers } from './loop/reporter-events.js'
import { rewardHandlers } from './reward/collect-reward.service.js'
import { screeningHandlers } from './screening/screening-events.js'

/** What case does when a fact of another subgraph arrives. */
export function createCaseHandlers(clock: Clock): EventHandlers {
  return {
    ...reachHandlers,
    ...createMapHandlers(clock),
    ...openingHandlers,
    ...createReporterHandlers(clock),
    ...rewardHandlers,
    ...screeningHandlers,
  }
}
