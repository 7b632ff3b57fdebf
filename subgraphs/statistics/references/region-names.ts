import { z } from 'zod'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { setting } from '../../../platform/settings.js'
import { createViewerSigner, readSigningKey } from '../../../platform/viewer/signature.js'
import { createSubgraphClient, type AskSubgraph } from '../../shared/service-client.js'

/** Where region is asked, and what signs the questions. */
export const regionNameSettings = { REGION_URL: setting.url(), SERVICE_SIGNING_KEY: setting.base64() }

/** Names from region, asked in the own name. */
export function openRegionNames(means: {
  settings: { REGION_URL: string; SERVICE_SIGNING_KEY: Buffer }
  lifecycle: Lifecycle
  log: Log
}): NameRegions {
  const { settings, ...common } = means
  const sign = createViewerSigner({ kid: 'statistics', key: readSigningKey(settings.SERVICE_SIGNING_KEY) })
  const whom = { service: 'statistics', audience: 'region', url: settings.REGION_URL }
  return createNameRegions(createSubgraphClient({ ...whom, sign, ...common }))
}

export type RegionName = { code: string; name: string; fullName: string }
/** A region and those directly below it, by code. */
export type RegionNames = { region: RegionName; children: RegionName[] }

/** Names for what leaves as a picture or on paper; the graph itself asks region for them. */
export type NameRegions = (regionCode: string) => Promise<RegionNames | null>

const query = `query RegionNames($code: ID!) {
  region(code: $code) { code name fullName children { code name fullName } }
}`

const name = z.object({ code: z.string(), name: z.string(), fullName: z.string() })
const shape = z.object({ region: name.extend({ children: z.array(name) }).nullable() })

const rememberedMs = 600_000
const mostRemembered = 4_000

/**
 * Asks region, service to service, and remembers the answer for ten minutes: names change once a year.
 *
 * @throws AndonError SUBGRAPH_UNAVAILABLE where region does not answer
 */
export function createNameRegions(ask: AskSubgraph): NameRegions {
  const remembered = new Map<string, { names: RegionNames | null; until: number }>()
  return async (regionCode) => {
    const known = remembered.get(regionCode)
    if (known !== undefined && known.until > Date.now()) return known.names
    const { region } = await ask({ query, variables: { code: regionCode }, shape })
    const names = region === null ? null : { region, children: region.children }
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(regionCode, { names, until: Date.now() + rememberedMs })
    return names
  }
}
