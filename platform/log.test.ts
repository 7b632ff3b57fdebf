import { describe, expect, it } from '@jest/globals'
import { createKeptLog } from '../test/support/silent-log.js'

function logged(entry: object): string {
  const { log, lines } = createKeptLog()
  log.info(entry, 'something happened')
  return lines.join('')
}

const secret = '1234567890123456'

describe('the log', () => {
  it.each([
    { receipt: secret },
    { authorization: `Bearer ${secret}` },
    { headers: { Authorization: `Bearer ${secret}` } },
    { request: { http: { headers: { authorization: secret } } } },
    { variables: { input: { facts: secret } } },
    { operation: { variables: { receipt: secret } } },
    { answers: [{ data: { openReceipt: { token: secret } } }] },
    { link: { connectionParams: { 'x-andon-viewer': secret } } },
    { req: { url: `/?${secret}` } },
    { call: { body: secret } },
    { account: { name: 'a', password: secret } },
  ])('cuts what should never have been passed to it: %j', (entry) => {
    const line = logged(entry)
    expect(line).not.toContain(secret)
    expect(line).toContain('[cut]')
  })

  it('keeps what it is told to say', () => {
    expect(JSON.parse(logged({ consumer: 'case', position: 12, regions: ['410100'] }))).toMatchObject({
      process: 'test',
      consumer: 'case',
      position: 12,
      regions: ['410100'],
      msg: 'something happened',
    })
  })

  const failures: [string, Error][] = [
    ['a row quoted by the mapper', new Error(`insert into "report" values ('${secret}') - duplicate key`)],
    ['a text of several lines', new Error(`insert into "report" values ('first\n${secret}\n', 1)`)],
    ['the open end of a text', new Error(`insert into "report" values ('${secret}\nmore`)],
    ['an escaped quote', new Error(`values ('it''s ${secret}', E'back\\\\slash ''${secret}')`)],
    ['a value PostgreSQL could not read', new Error(`invalid input syntax for type uuid: "${secret}"`)],
    ['a body that is no JSON', new Error(`Unexpected token 'x', "${secret}" is not valid JSON`)],
    ['bound values', new Error(`select 1 [${secret}, 'x'] {"a":"${secret}"}`)],
    ['a line that looks like a stack', new Error(`first\n    at ${secret} (file:///x.js:1:1)`)],
    ['its detail', Object.assign(new Error('duplicate key'), { detail: `Key (tag)=(${secret})` })],
    ['its query', Object.assign(new Error('failed'), { query: secret, parameters: [secret] })],
    ['its cause', new Error('failed', { cause: new Error(`of '${secret}'`) })],
  ]
  it.each(failures)('tells of an error without %s', (_what, err) => {
    expect(logged({ err })).not.toContain(secret)
    expect(logged({ failure: { err } })).not.toContain(secret)
  })

  it('tells type, words, code and place of an error', () => {
    const err = Object.assign(new TypeError(`duplicate key value violates unique constraint "log_id_key"`), {
      code: '23505',
    })
    expect(JSON.parse(logged({ err }))).toMatchObject({
      err: {
        type: 'TypeError',
        message: 'duplicate key value violates unique constraint "log_id_key"',
        code: '23505',
        stack: expect.stringContaining('log.test.ts'),
      },
    })
  })
})
