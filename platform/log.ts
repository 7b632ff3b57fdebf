import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * A process's log: JSON lines on standard output. Callers name what they log; nothing here logs requests,
 * bodies, addresses or headers, and what looks like a credential is cut out should somebody pass it by mistake.
 */
export function createLog(options: { process: string; level: string }): Log {
  return pino({
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'authorization',
        '*.authorization',
        'receipt',
        '*.receipt',
        'token',
        '*.token',
        'password',
        '*.password',
        'variables',
        '*.variables',
        'req',
        'body',
        '*.body',
      ],
      censor: '[cut]',
    },
    serializers: { err: describeError },
  })
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
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}

/** PostgreSQL and MikroORM quote the row they stumbled over; what stands in quotes or brackets after the first sentence goes. */
function withoutValues(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/'(?:[^']|'')*'|\[[^\]]*\]|\{[^}]*\}/g, '…').slice(0, 300)
}
