import type { Clock } from '../shared/clock.js'
import type { EventHandlers } from '../shared/events/consumer.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { createMapHandlers } from './jurisdiction/map-events.js'
import { openingHandlers } from './loop/opening.js'
import { createReporterHandlers } from './loop/reporter-events.js'
import { rewardHandlers } from './reward/collect-reward.service.js'
import { screeningHandlers } from './screening/screening-events.js'
import { publicationHandlers } from './summary/end-nomination.service.js'

/** What case does when a fact of another subgraph arrives. */
export function createCaseHandlers(clock: Clock): EventHandlers {
  const reporters = createReporterHandlers(clock)
  return {
    ...reachHandlers,
    ...createMapHandlers(clock),
    ...openingHandlers,
    ...reporters,
    ...rewardHandlers,
    ...screeningHandlers,
    // Publication first: a report that is withdrawn may leave the case it was told with.
    ReportWithdrawn: async (em, event) => {
      await publicationHandlers.ReportWithdrawn?.(em, event)
      await reporters.ReportWithdrawn?.(em, event)
    },
    ConsentChanged: async (em, event) => {
      await publicationHandlers.ConsentChanged?.(em, event)
      await screeningHandlers.ConsentChanged?.(em, event)
    },
  }
}
