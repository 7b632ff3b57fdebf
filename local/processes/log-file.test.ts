import { describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastTellingLine, rotateLog } from './log-file.js'

describe('the line that tells why a process ended', () => {
  it.each([
    ['the last one', 'first\nsecond\n\n', 'second'],
    [
      'the error of a crash, not the frames after it',
      `file:///a.js:1\nthrow new Error('x')\n^\n\nTypeError: x is not set\n    at a (file:///a.js:1:7)\n\nNode.js v24.21.0\n`,
      'TypeError: x is not set',
    ],
    [
      'message and cause of a JSON entry',
      '{"level":60,"msg":"could not start","err":{"type":"Error","message":"no such port"}}\n',
      'could not start: no such port',
    ],
    [
      'all problems with the settings',
      '{"level":60,"problems":["A is not set","B: a port number"],"msg":"settings are wrong"}\n',
      'settings are wrong: A is not set; B: a port number',
    ],
    ['without colours', '\u001b[31mred\u001b[39m\n', 'red'],
    ['nothing where nothing was said', '\n\n', undefined],
  ])('is %s', (_title, text, expected) => {
    expect(lastTellingLine(text)).toBe(expected)
  })
})

it('keeps the log of the start before, and only that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-log-'))
  const file = join(folder, 'logs', 'case.log')
  for (const run of ['first', 'second', 'third']) {
    rotateLog(file)
    writeFileSync(file, run)
  }
  expect(readFileSync(file, 'utf8')).toBe('third')
  expect(readFileSync(`${file}.1`, 'utf8')).toBe('second')
  rmSync(folder, { recursive: true })
})
