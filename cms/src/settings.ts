import { resolve } from 'node:path'
import { z } from 'zod'

/** Told once at start: every setting that is missing or wrong, so that one restart is enough to mend them all. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`settings: ${problems.join('; ')}`)
    this.name = 'SettingsError'
  }
}

const port = (fallback: number) => z.coerce.number('a port number').int().min(0).max(65535).default(fallback)
const databaseUrl = () =>
  z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'a connection string such as postgresql://role:password@host:5432/andon_cms',
    )
const secret = () => z.string().min(16, 'at least 16 characters')
const list = () =>
  z.string().transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )

const shape = {
  NODE_ENV: z.string().default('development'),
  CMS_DATABASE_URL: databaseUrl(),
  EVENTS_DATABASE_URL: databaseUrl(),
  CMS_HOST: z.string().default('127.0.0.1'),
  CMS_PORT: port(1337),
  /** Where browsers reach the admin, when a proxy with TLS stands in front. */
  CMS_PUBLIC_URL: z.url('an absolute URL').optional(),
  /** Where the codes on signs lead: the placement's code is written behind it. */
  CMS_LANDING_URL: z
    .string()
    .max(120, 'at most 120 characters: a longer address makes a code that is hard to scan')
    .regex(
      /^(https:\/\/[^\s#]+|http:\/\/(localhost|127\.0\.0\.1)[^\s#]*)[/=]$/,
      'an https address that ends with / or =, such as https://report.example.org/p/',
    )
    .optional(),
  /** Uploads of the desk; outside every folder that is served. */
  CMS_FILES_FOLDER: z
    .string()
    .default('uploads')
    .transform((folder) => resolve(folder)),
  HOST: z.string().default('127.0.0.1'),
  CONTENT_SUBGRAPH_PORT: port(4105),
  /** Memory for what was read of the public content, in each replica; 0 keeps nothing. */
  CMS_CACHE_MB: z.coerce.number('a whole number').int().min(0).max(4_096).default(32),
  TRUSTED_KEYS: list().refine((keys) => keys.length > 0, 'at least one kid:<base64 key>'),
  APP_KEYS: list().refine(
    (keys) => keys.length > 0 && keys.every((key) => key.length >= 16),
    'keys of 16 characters or more, separated by commas',
  ),
  API_TOKEN_SALT: secret(),
  ADMIN_JWT_SECRET: secret(),
  TRANSFER_TOKEN_SALT: secret(),
  ENCRYPTION_KEY: secret(),
  ANDON_DEMO: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  CMS_DEMO_PASSWORD: z
    .string()
    .regex(
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,72}$/,
      '8 characters or more with a small letter, a capital and a digit',
    )
    .optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'http', 'debug', 'silent']).default('info'),
}

export type Settings = z.infer<z.ZodObject<typeof shape>>

/**
 * Reads the process's settings from the environment. Empty means unset.
 *
 * @throws SettingsError naming all problems together; values are never repeated, they may be secrets
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(
    Object.keys(shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  )
  const parsed = z.object(shape).safeParse(given)
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(describeIssue(given))
  if (parsed.success && problems.length === 0) return parsed.data
  throw new SettingsError(problems)
}

function describeIssue(given: Record<string, unknown>) {
  return (issue: z.core.$ZodIssue): string => {
    const name = issue.path.join('.')
    return given[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`
  }
}

function contradictions(settings: Settings): string[] {
  const problems: string[] = []
  if (settings.ANDON_DEMO && settings.CMS_DEMO_PASSWORD === undefined)
    problems.push('CMS_DEMO_PASSWORD is not set, and ANDON_DEMO makes accounts that need it')
  if (settings.ANDON_DEMO && settings.NODE_ENV === 'production')
    problems.push('ANDON_DEMO makes demo accounts, which NODE_ENV=production does not allow')
  return problems
}
