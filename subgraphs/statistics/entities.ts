import { Watermark } from '../shared/events/watermark.entity.js'
import { AuthorityReach } from '../shared/reach/authority-reach.entity.js'
import { CaseStanding, RegionCount } from './counters/counter.entities.js'

/** The read model of statistics; all of it can be rebuilt from the event log. */
export const statisticsEntities = [CaseStanding, RegionCount, Watermark, AuthorityReach]
