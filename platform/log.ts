import pino, { type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** What never stands in a log, whatever object it hangs on. */
const cutNames = new Set([
  'authorization',
  'body',
  'cookie',
  'headers',
  'identity',
  'password',
  'receipt',
  'req',
  'request',
  'token',
  'variables',
  'variablevalues',
  'x-andon-viewer',
])
const deepest = 6

/**
 * A process's log: JSON lines on standard output. Callers name what they log; nothing here logs requests,
 * bodies, addresses or headers, and what looks like a credential is cut out should somebody pass it by mistake.
 */
export function createLog(options: { process: string; level: string; destination?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: (entry) => withoutCredentials(entry, 0) as Record<string, unknown> },
      serializers: { err: describeError },
    },
    options.destination,
  )
}

function withoutCredentials(value: unknown, depth: number): unknown {
  if (value instanceof Error) return depth > 1 ? describeError(value) : value
  if (Array.isArray(value)) return value.map((item) => withoutCredentials(item, depth + 1))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  if (depth > deepest) return '[cut]'
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      cutNames.has(name.toLowerCase()) ? '[cut]' : withoutCredentials(item, depth + 1),
    ]),
  )
}

/** Type, text, code and stack of an error and its causes, and none of its other properties: drivers hang queries and values there. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  return {
    type: error.name,
    message: withoutValues(error.message),
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line) && !error.message.includes(line.trim()))
      .join('\n'),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}

/**
 * PostgreSQL, MikroORM and JSON.parse quote what they stumbled over, over several lines where it has them. What stands
 * in quotes or brackets goes, the open end of a quotation too; names of tables and constraints stay.
 */
function withoutValues(message: string): string {
  return (
    message
      // An apostrophe inside a word opens nothing; PostgreSQL's E'…' does.
      .replace(/(?<![a-z])'(?:[^']|'')*(?:'|$)|\[[^\]]*(?:\]|$)|\{[^}]*(?:\}|$)/g, '…')
      .replace(
        /(\b(?:column|constraint|function|relation|role|schema|table|type) )?"[^"]*(?:"|$)/g,
        (quoted, kind: string | undefined) => (kind === undefined ? '…' : quoted),
      )
      .replace(/\n[^]*/, '')
      .slice(0, 300)
  )
}
