import { BlockList } from 'node:net'
import { z } from 'zod'
import { toBlockList } from './limits/client-address.js'
import { readSettings, setting, SettingsError } from '../platform/settings.js'

const count = (fallback: number) => z.coerce.number('a whole number').int().min(1).default(fallback)

const proxies = () =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((item) => item.trim() || []))
    .refine(areAddresses, { message: 'addresses, or networks such as 10.0.0.0/8' })

function areAddresses(entries: readonly string[]): boolean {
  try {
    return toBlockList(entries) instanceof BlockList
  } catch {
    return false
  }
}

const shape = {
  NODE_ENV: z.string().default('development'),
  HOST: setting.host(),
  PORT: setting.port(4000),
  LOG_LEVEL: setting.logLevel(),
  /** Another supergraph than the committed one. */
  SUPERGRAPH: z.string().optional(),
  SUBGRAPH_REPORT_URL: setting.url().default('http://127.0.0.1:4101/graphql'),
  SUBGRAPH_CASE_URL: setting.url().default('http://127.0.0.1:4102/graphql'),
  SUBGRAPH_REGION_URL: setting.url().default('http://127.0.0.1:4103/graphql'),
  SUBGRAPH_STATISTICS_URL: setting.url().default('http://127.0.0.1:4104/graphql'),
  SUBGRAPH_CONTENT_URL: setting.url().default('http://127.0.0.1:4105/graphql'),
  SUBGRAPH_TIMEOUT_MS: setting.milliseconds(10_000),
  SUBGRAPH_CONNECTIONS: count(32),
  /** `stock` runs plans with @apollo/gateway's own executor: the reference, and the emergency switch. */
  EXECUTION: z.enum(['own', 'stock']).default('own'),
  GATEWAY_SIGNING_KEY: setting.base64(),
  REPORT_PUBLIC_KEY: setting.base64(),
  OIDC_ISSUER: setting.url(),
  OIDC_AUDIENCE: z.string().default('https://andon.local/graphql'),
  /** Where the issuer's keys are; found by discovery when unset. */
  OIDC_JWKS_URL: setting.url().optional(),
  OIDC_ROLES_CLAIM: z.string().default('roles'),
  OIDC_AUTHORITY_CLAIM: z.string().default('authority_id'),
  OIDC_CLIENT_ID: z.string().default('andon-web'),
  /** True in the embedded run with its demo accounts; production refuses it. */
  ANDON_DEMO: setting.flag(),
  ALLOWED_ORIGINS: setting.list().optional(),
  INTROSPECTION: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  BODY_LIMIT_BYTES: count(1_048_576),
  /** Of one piece of an upload. */
  EVIDENCE_BODY_LIMIT_BYTES: count(536_870_912),
  MAX_TOKENS: count(4_000),
  MAX_DEPTH: count(12),
  MAX_ALIASES: count(30),
  MAX_ROOT_FIELDS: count(20),
  MAX_COST: count(10_000),
  /** Addresses and networks of proxies whose X-Forwarded-For is believed, comma separated. */
  TRUSTED_PROXIES: proxies(),
  /** Multiplies what one address may ask for; 0 switches these limits off. */
  ADDRESS_LIMIT_FACTOR: z.coerce.number('a number').min(0).max(10_000).default(1),
  MAX_SUBSCRIPTIONS_PER_SOCKET: count(50),
  SUBSCRIPTION_QUEUE: count(100),
  SUBSCRIPTION_RESTORE_MS: setting.milliseconds(30_000),
  CONNECTION_INIT_MS: setting.milliseconds(5_000),
} satisfies z.ZodRawShape

export type Settings = ReturnType<typeof readGatewaySettings>

/**
 * The gateway's settings.
 *
 * @throws SettingsError naming all that is missing or wrong, and all that production refuses
 */
export function readGatewaySettings(environment?: NodeJS.ProcessEnv) {
  const read = readSettings(shape, environment)
  const production = read.NODE_ENV === 'production'
  const refused = production ? refusedInProduction(read.OIDC_ISSUER, read.ANDON_DEMO) : []
  if (refused.length > 0) throw new SettingsError(refused)
  return {
    ...read,
    production,
    introspection: read.INTROSPECTION ?? !production,
    subgraphUrls: {
      report: read.SUBGRAPH_REPORT_URL,
      case: read.SUBGRAPH_CASE_URL,
      region: read.SUBGRAPH_REGION_URL,
      statistics: read.SUBGRAPH_STATISTICS_URL,
      content: read.SUBGRAPH_CONTENT_URL,
    } as Readonly<Record<string, string>>,
  }
}

function refusedInProduction(issuer: string, demo: boolean): string[] {
  const { protocol, hostname } = new URL(issuer)
  const refused: string[] = []
  if (protocol !== 'https:')
    refused.push('OIDC_ISSUER: production takes an identity provider over https:// only')
  if (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^(127\.|\[::1\]$|0\.0\.0\.0$)/.test(hostname)
  )
    refused.push('OIDC_ISSUER: production refuses a provider on this machine, it may be the demo sign-in')
  if (demo) refused.push('ANDON_DEMO: production refuses demo accounts and generated secrets')
  return refused
}
