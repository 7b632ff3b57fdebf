import { winston } from '@strapi/logger'
import { readSettings } from '../src/settings'

const { combine, errors, printf } = winston.format

export default () => {
  const level = readSettings().LOG_LEVEL
  return {
    level: level === 'silent' ? 'error' : level,
    silent: level === 'silent',
    format: combine(errors({ stack: true }), printf(writeLine)),
    transports: [new winston.transports.Console()],
  }
}

/** One JSON line: level, time, text, and of an error only its frames. Other properties can carry rows or values. */
function writeLine(entry: { level: string; message?: unknown; stack?: unknown }): string {
  const stack =
    typeof entry.stack === 'string'
      ? entry.stack.split('\n').filter((line) => /^\s+at /.test(line))
      : undefined
  const [firstLine = ''] = String(entry.message).split('\n', 1)
  const time = new Date().toISOString()
  // Databases and validators quote the value they stumbled over.
  const msg = stack === undefined ? firstLine : firstLine.replace(/"[^"]*"|'[^']*'/g, '…').slice(0, 300)
  return JSON.stringify({ level: entry.level, time, process: 'cms', msg, stack: stack?.join('\n') })
}
