import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

const tailBytes = 8_192

/** Makes room for a new log: the one before is kept beside it, older ones go. */
export function rotateLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file)) renameSync(file, `${file}.1`)
}

/** The last line that says something, for telling why a process ended; empty where the log is. */
export function lastLine(file: string): string {
  const lines = readTail(file)
    .split('\n')
    .map((line) => line.trim())
  return readable(lines.findLast((line) => line !== '') ?? '')
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

/** Our own processes log JSON; of that a person wants the message and the error's. */
function readable(line: string): string {
  try {
    const entry = JSON.parse(line) as { msg?: string; err?: { message?: string } }
    return [entry.msg, entry.err?.message].filter(Boolean).join(': ') || line
  } catch {
    return line.slice(0, 400)
  }
}
