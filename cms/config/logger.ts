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
  const frames =
    typeof entry.stack === 'string'
      ? entry.stack
          .split('\n')
          .filter((line) => /^\s+at /.test(line))
          .join('\n')
      : undefined
  const time = new Date().toISOString()
  const [firstLine] = String(entry.message).split('\n', 1)
  return JSON.stringify({ level: entry.level, time, process: 'cms', msg: firstLine, stack: frames })
}
