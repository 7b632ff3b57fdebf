import type { EventHandlers } from '../../shared/events/consumer.js'
import { StoredReport } from '../intake/report.entity.js'

/** With the closing of its case the clocks of a report's records begin. */
export const closingHandlers: EventHandlers = {
  CaseClosed: async (em, { payload }) => {
    const closedAt = new Date(payload.at)
    await em.nativeUpdate(StoredReport, { id: payload.reportIds }, { closedAt })
  },
}
