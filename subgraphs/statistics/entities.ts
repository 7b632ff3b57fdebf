import { Watermark } from '../shared/events/watermark.entity.js'
import { AuthorityReach } from '../shared/reach/authority-reach.entity.js'
import { outreachEntities } from './outreach/outreach-entities.js'

/** What is mapped; the tables of counts are written and read by SQL: docs/statistics.md. */
export const statisticsEntities = [Watermark, AuthorityReach, ...outreachEntities]
