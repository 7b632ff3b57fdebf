import { z } from 'zod'

/** Told once at start: every setting that is missing or wrong, so that one restart is enough to mend them all. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`settings: ${problems.join('; ')}`)
    this.name = 'SettingsError'
  }
}

/**
 * Reads a process's settings from the environment, once. Empty means unset.
 *
 * @throws SettingsError naming all problems together; values are never repeated, they may be secrets
 */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  )
  const parsed = z.object(shape).safeParse(given)
  if (parsed.success) return parsed.data
  throw new SettingsError(
    parsed.error.issues.map((issue) => {
      const name = issue.path.join('.')
      return given[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`
    }),
  )
}

/** The pieces settings are made of; each says in its message what would be right. */
export const setting = {
  port: (fallback: number) => z.coerce.number('a port number').int().min(0).max(65535).default(fallback),
  host: () => z.string().default('127.0.0.1'),
  url: () => z.url('an absolute URL'),
  databaseUrl: () =>
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'a connection string such as postgresql://role:password@host:5432/andon'),
  base64: (bytes?: number) =>
    z
      .string()
      .transform((text) => Buffer.from(text, 'base64'))
      .refine((buffer) => (bytes === undefined ? buffer.length > 0 : buffer.length === bytes), {
        message: bytes === undefined ? 'base64 text' : `${String(bytes)} bytes as base64`,
      }),
  list: () =>
    z.string().transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    ),
  flag: () =>
    z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true'),
  milliseconds: (fallback: number) => z.coerce.number('milliseconds').int().min(0).default(fallback),
  logLevel: () => z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
}
