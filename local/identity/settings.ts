import { z } from 'zod'
import { SettingsError, readSettings, setting } from '../../platform/settings.js'

const signingKeys = z.array(z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string() })).min(1)

const shape = {
  NODE_ENV: z.string().default('development'),
  HOST: setting.host(),
  PORT: setting.port(4200),
  LOG_LEVEL: setting.logLevel(),
  /** What tokens name as their issuer, and where browsers find this provider. */
  OIDC_ISSUER: setting.url(),
  /** The graph, as access tokens name it. */
  OIDC_AUDIENCE: z.string().default('https://andon.local/graphql'),
  /** Where the explorer page takes up the sign-in; loopback addresses of native programs are known besides. */
  REDIRECT_URIS: setting.list(),
  COOKIE_KEYS: setting.list(),
  /** JSON Web Keys, private halves included, as base64 of a JSON array: tokens outlive a restart. */
  SIGNING_KEYS: setting.base64(),
  DEMO_PASSWORD: z.string().min(8, 'at least 8 characters'),
} satisfies z.ZodRawShape

export type IdentitySettings = ReturnType<typeof readIdentitySettings>

/** @throws SettingsError naming all problems, and always in production: invented people must not sign in there */
export function readIdentitySettings(environment: NodeJS.ProcessEnv = process.env) {
  const read = readSettings(shape, environment)
  if (read.NODE_ENV === 'production')
    throw new SettingsError(['NODE_ENV: the demo sign-in does not run in production'])
  if (!['127.0.0.1', '::1', 'localhost'].includes(read.HOST))
    throw new SettingsError(['HOST: the demo sign-in serves this machine only'])
  return { ...read, signingKeys: signingKeys.parse(JSON.parse(read.SIGNING_KEYS.toString('utf8'))) }
}
