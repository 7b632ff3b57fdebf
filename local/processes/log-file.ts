import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

const tailBytes = 16_384
const logEntry = z.object({
  msg: z.string().optional(),
  problems: z.array(z.string()).optional(),
  err: z.object({ message: z.string().optional() }).optional(),
})

/** Makes room for a new log: the one before is kept beside it, older ones go. */
export function rotateLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (existsSync(file)) renameSync(file, `${file}.1`)
}

/** The last line that says something, for telling why a process ended. */
export function lastLine(file: string): string {
  return lastTellingLine(readTail(file)) ?? `日志为空 its log is empty: ${file}`
}

/**
 * Of what a process wrote, the line that tells most: the last error where Node or one of us reported one, or else
 * the last line that is not a frame of a stack or the runtime's own trailer.
 */
export function lastTellingLine(text: string): string | undefined {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(Node\.js v|at |[\^~{}[\]]+$|problems:)/.test(line))
  const thrown = lines.findLast((line) => /^(\w*Error|FATAL|fatal)\b.*?: /.test(line))
  const telling = lines.at(-1)?.startsWith('{"') ? lines.at(-1) : (thrown ?? lines.at(-1))
  return telling === undefined ? undefined : readable(telling).slice(0, 300)
}

function readTail(file: string): string {
  if (!existsSync(file)) return ''
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    readSync(descriptor, tail, 0, tail.length, size - tail.length)
    return tail.toString('utf8')
  } finally {
    closeSync(descriptor)
  }
}

/** Our own processes log JSON; of that a person wants the message and what was wrong. */
function readable(line: string): string {
  if (!line.startsWith('{"')) return line
  try {
    const { msg, problems, err } = logEntry.parse(JSON.parse(line))
    return [msg, problems?.join('; '), err?.message].filter(Boolean).join(': ') || line
  } catch {
    return line
  }
}
