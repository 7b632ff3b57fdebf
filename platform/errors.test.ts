import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { AndonError, errorCodes, generalMessages } from './errors.js'

describe('docs/errors.md', () => {
  it('has a row for every code, with the general message in both languages', () => {
    const page = readFileSync('docs/errors.md', 'utf8')
    const rows = page
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` /.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, code = '', , , zh, en]) => ({ code: code.replaceAll('`', ''), zh, en }))
    expect(rows).toEqual(errorCodes.map((code) => ({ code, ...generalMessages[code] })))
  })
})

describe('an error of ours', () => {
  it('carries code, message, path and details in the language asked for', () => {
    const error = new AndonError(
      'BAD_USER_INPUT',
      { zh: '请写明事实。', en: 'Say what happened.' },
      { inputPath: 'input.facts.what', details: { problems: [] } },
    )
    expect(error.in('zh').message).toBe('请写明事实。')
    expect(error.in('en').toJSON()).toEqual({
      message: 'Say what happened.',
      extensions: { code: 'BAD_USER_INPUT', inputPath: 'input.facts.what', problems: [] },
    })
  })

  it('says the general sentence of its code when it has none of its own', () => {
    expect(new AndonError('RATE_LIMITED').in('zh').message).toBe(generalMessages.RATE_LIMITED.zh)
  })
})
