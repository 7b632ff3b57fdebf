import type { SubgraphContext } from '../shared/context.js'
import type { Watch } from '../shared/watch.js'
import type { CountsNow } from './counters/case-counts.service.js'

export type StatisticsContext = SubgraphContext & { countsWatch: Watch<CountsNow> }
