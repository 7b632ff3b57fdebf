import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { setting } from '../../../platform/settings.js'
import type { SignViewer } from '../../../platform/viewer/signature.js'
import { createSubgraphClient } from '../../shared/service-client.js'
import { createRegionDesk, type RegionDesk } from './region.client.js'
import { createReportDesk, type ReportDesk } from './report.client.js'

/** Where case asks by itself, and what signs its questions. */
export const neighbourSettings = {
  REPORT_URL: setting.url(),
  REGION_URL: setting.url(),
  SERVICE_SIGNING_KEY: setting.base64(),
}

/** The subgraphs case asks before it decides; everything else it knows by events. */
export type Neighbours = { report: ReportDesk; region: RegionDesk }

export function openNeighbours(means: {
  reportUrl: string
  regionUrl: string
  sign: SignViewer
  lifecycle: Lifecycle
  log: Log
}): Neighbours {
  const { reportUrl, regionUrl, ...common } = means
  const ask = (audience: string, url: string) =>
    createSubgraphClient({ service: 'case', audience, url, ...common })
  return {
    report: createReportDesk(ask('report', reportUrl)),
    region: createRegionDesk(ask('region', regionUrl)),
  }
}
