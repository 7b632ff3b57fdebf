import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connect } from 'node:net'
import {
  MyEvidenceDocument,
  RequestEvidenceUploadDocument,
  SubmitReportDocument,
  type EvidenceKind,
} from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import type { GraphClient, GraphError } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import * as files from '../support/small-files.js'
import { createTus, type Tus } from '../support/tus.js'

/** In everything that is sent, and in nothing that comes back. */
const secret = '不得回显的内容4417'

describe('bad input', () => {
  let platform: TestPlatform
  let processes: string[]
  let tus: Tus

  beforeAll(async () => {
    platform = await openTestPlatform()
    processes = platform.processes()
    tus = createTus(new URL(platform.urls.graph).origin)
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const post = async (body: string | Buffer, type = 'application/json') => {
    const response = await fetch(platform.urls.graph, {
      method: 'POST',
      headers: { 'content-type': type, accept: 'application/graphql-response+json' },
      body,
    })
    const text = await response.text()
    expect(text).not.toContain(secret)
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: GraphError[] }
    const [error] = errors ?? []
    return { status: response.status, data, code: error?.extensions?.code, message: error?.message }
  }
  const submit = (input: unknown) =>
    post(JSON.stringify({ query: SubmitReportDocument.toString(), variables: { input } }))
  const submitLiteral = (literal: string) =>
    post(JSON.stringify({ query: `mutation { submitReport(input: ${literal}) { __typename } }` }))
  const refusedClearly = { message: expect.stringMatching(/^\p{Script=Han}/u) }
  const deep = (levels: number, open: string, close: string): string =>
    `${open.repeat(levels)}"${secret}"${close.repeat(levels)}`

  it.each([
    ['larger than a body may be', '{"query":"', 2_000_000],
    ['larger than anybody should send', '{"query":"', 40_000_000],
  ])('%s is refused', async (_what, beginning, length) => {
    const answer = await post(beginning + 'x'.repeat(length)).catch(() => 'hung up')
    // The gateway does not read it to its end: a client that is still sending may see the hang-up only.
    if (answer !== 'hung up')
      expect(answer).toMatchObject({ code: 'BAD_USER_INPUT', message: '请求体过大。' })
  })

  it.each([
    ['cut off', `{"query":"{ region(code: \\"${secret}`],
    ['no JSON', secret],
    ['nothing at all', ''],
    ['null', 'null'],
    ['a list', `[{"query":"{ __typename }"},"${secret}"]`],
    ['nested 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['of the wrong shape', JSON.stringify({ query: { text: secret }, variables: secret })],
  ])('a body that is %s is refused', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', ...refusedClearly })
  })

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/graphql'],
    ['image/jpeg'],
  ])('a body of type %s is refused', async (type) => {
    const answer = await post(JSON.stringify({ query: '{ __typename }', secret }), type)
    expect(answer).toMatchObject({ code: 'BAD_USER_INPUT', message: '请求体应为 application/json。' })
  })

  it('of two keys of one name the last is taken, everywhere', async () => {
    const { data } = await post(`{"query":"${secret}","query":"{ __typename }"}`)
    expect(data).toEqual({ __typename: 'Query' })
    const { code } = await submitLiteral(`{ unitName: "${secret}", unitName: "${secret}" }`)
    expect(code).toBe('BAD_USER_INPUT')
  })

  it.each([
    ['objects', (levels: number) => deep(levels, '{a:', '}')],
    ['lists', (levels: number) => deep(levels, '[', ']')],
    ['lists of matter types', (levels: number) => `{matterTypes: ${deep(levels, '[', ']')}}`],
    ['objects cut off', (levels: number) => '{a:'.repeat(levels)],
  ])('%s nested 3,000 deep in the document are refused, and 1,300 too', async (_what, literal) => {
    for (const levels of [3_000, 1_300]) {
      const answer = await submitLiteral(literal(levels))
      expect(answer).toMatchObject({ status: 400, ...refusedClearly })
      expect(answer.code).toMatch(/^(TOO_COSTLY|BAD_USER_INPUT)$/)
    }
  })

  it('selections nested 1,000 deep are refused', async () => {
    const query = `query { ${'region(code: "410100") { '.repeat(300)} name ${'}'.repeat(301)}`
    expect((await post(JSON.stringify({ query }))).code).toMatch(/^(TOO_COSTLY|BAD_USER_INPUT)$/)
    const fragments = `query ${'{ ... '.repeat(1_000)}{ __typename }${'}'.repeat(1_000)}`
    expect((await post(JSON.stringify({ query: fragments }))).status).toBeLessThan(500)
  })

  it.each([
    ['objects', '{"a":', '}'],
    ['lists', '[', ']'],
  ])('%s nested 3,000 and 40,000 deep in the variables are refused', async (_what, open, close) => {
    for (const levels of [3_000, 40_000]) {
      const nested = deep(levels, open, close)
      for (const variables of [
        `{"input":${nested}}`,
        `{"input":{"facts":${nested}}}`,
        `{"input":{"matterTypes":${nested}}}`,
        `{"input":{"facts":{"what":${nested}}}}`,
      ]) {
        const query = JSON.stringify(SubmitReportDocument.toString())
        const answer = await post(`{"query":${query},"variables":${variables}}`)
        expect(answer).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', ...refusedClearly })
      }
      // Nobody reads what no variable names.
      const unread = await post(
        `{"query":"{ __typename }","variables":{"x":${nested}},"extensions":{"x":${nested}}}`,
      )
      expect(unread).toMatchObject({ status: 200, data: { __typename: 'Query' } })
    }
  })

  it.each([
    ['a byte that is no UTF-8', Buffer.from([0xff])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
    ['half a character', Buffer.from([0xe4, 0xb8])],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80])],
    ['GBK', Buffer.from([0xb0, 0xb2, 0xb5, 0xc6])],
  ])('%s in the body is refused', async (_what, bytes) => {
    const [before, after] = JSON.stringify({
      query: SubmitReportDocument.toString(),
      variables: { input: inventedReport(`${secret}~`, 1, 1) },
    }).split('~')
    const body = Buffer.concat([Buffer.from(before!), bytes, Buffer.from(after!)])
    for (const type of ['application/json', 'application/json; charset=gbk'])
      expect(await post(body, type)).toMatchObject({
        status: 400,
        code: 'BAD_USER_INPUT',
        message: '请求体应以 UTF-8 编码。',
      })
  })

  it.each([
    ['half a surrogate pair', '\ud83d'],
    ['a null character', '\0'],
    ['an escape sequence', '\u001b[2J'],
    ['a control character', '\u0085'],
    ['characters that cannot be seen', '\u200b\u2060'.repeat(20)],
  ])('%s in the facts, the unit or a name is refused', async (_what, characters) => {
    const seen = characters.startsWith('\u200b') ? '' : secret
    const report = inventedReport('示例厂（虚构）', 1, 1)
    const bad = `${seen}${characters}`
    for (const change of [
      { unitName: bad },
      { facts: { ...report.facts, what: `${bad}${seen.repeat(2)}` } },
      { mode: 'REAL_NAME', identity: { name: bad, phone: '13800000000' } },
    ]) {
      const answer = await submit({ ...report, ...change })
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT', ...refusedClearly })
    }
  })

  it('requests that break off leave the gateway as it was', async () => {
    const port = Number(new URL(platform.urls.graph).port)
    for (const beginning of [
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"que',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n',
      `GET /graphql?${'x'.repeat(70_000)} HTTP/1.1\r\n`,
      'POST /graphql HTTP/9.9\r\n\r\n',
      '\0\0\0\0\0',
    ]) {
      const socket = connect(port, 'localhost')
      socket.on('error', () => undefined).resume()
      socket.end(beginning)
      await new Promise((resolve) => socket.once('close', resolve))
    }
    expect(await post('{"query":"{ __typename }"}')).toMatchObject({ status: 200 })
  })

  describe('as evidence', () => {
    let reporter: GraphClient
    beforeAll(async () => {
      reporter = await platform.opened(await platform.report('示例厂·材料（虚构）'))
    })

    const begin = (name: string, kind: EvidenceKind, sizeBytes: number) =>
      reporter.ask(RequestEvidenceUploadDocument, { input: { name, kind, sizeBytes } })
    const send = async (name: string, kind: EvidenceKind, bytes: Buffer) => {
      const { data } = await begin(name, kind, bytes.length)
      return tus.patch(data!.requestEvidenceUpload.url, 0, bytes)
    }

    it('too large or of no known kind, it is refused before a byte is sent', async () => {
      for (const [name, kind, sizeBytes] of [
        ['a.jpg', 'PHOTO', 2_000_000_000],
        ['a.mp4', 'VIDEO', 600_000_000],
        ['a.exe', 'DOCUMENT', 100],
        ['a.jpg.exe', 'PHOTO', 100],
        ['a.jpg', 'PHOTO', -1],
      ] as const) {
        const { errors } = await begin(name, kind, sizeBytes)
        expect(errors[0]).toMatchObject({ ...refusedClearly, extensions: { code: 'BAD_USER_INPUT' } })
      }
    })

    it.each<[string, string, EvidenceKind, () => Buffer | Promise<Buffer>]>([
      ['MISLABELLED', 'a.jpg', 'PHOTO', () => files.smallMp4()],
      ['MISLABELLED', 'a.pdf', 'DOCUMENT', () => files.smallJpeg()],
      ['UNKNOWN_TYPE', 'a.jpg', 'PHOTO', () => Buffer.from('MZ'.padEnd(500, '\0'))],
      ['UNKNOWN_TYPE', 'a.pdf', 'DOCUMENT', () => Buffer.from('<html><script>alert(1)</script></html>')],
      ['UNKNOWN_TYPE', 'a.docx', 'DOCUMENT', () => files.zip({ 'a.js': 'alert(1)' })],
      ['DAMAGED', 'a.jpg', 'PHOTO', async () => (await files.smallJpeg()).subarray(0, -300)],
      ['DAMAGED', 'a.pdf', 'DOCUMENT', async () => (await files.smallPdf()).subarray(0, -300)],
      ['DAMAGED', 'a.mp4', 'VIDEO', () => files.smallMp4().subarray(0, -300)],
      [
        'POLYGLOT',
        'a.jpg',
        'PHOTO',
        async () => Buffer.concat([await files.smallJpeg(), files.zip({ a: 'b' })]),
      ],
      [
        'POLYGLOT',
        'a.png',
        'PHOTO',
        async () => Buffer.concat([await files.smallPng(), Buffer.from('<script>alert(1)</script>')]),
      ],
      [
        'POLYGLOT',
        'a.pdf',
        'DOCUMENT',
        async () => Buffer.concat([await files.smallPdf(), files.zip({ a: 'b' })]),
      ],
      ['MISLABELLED', 'a.mp3', 'AUDIO', () => files.smallPdf()],
    ])('%s under the name %s it is refused, and gone', async (reason, name, kind, make) => {
      const answer = await send(name, kind, await make())
      expect(answer).toMatchObject({ status: 422, code: 'BAD_USER_INPUT', reason, ...refusedClearly })
    })

    it('more than was announced, from elsewhere, or at an address nobody gave, it is refused', async () => {
      const photo = await files.smallJpeg()
      const { data } = await begin('a.jpg', 'PHOTO', photo.length)
      const { url } = data!.requestEvidenceUpload
      expect(await tus.patch(url, 0, Buffer.concat([photo, photo]))).toMatchObject({ status: 413 })
      expect(await tus.patch(url, 7, photo)).toMatchObject({ status: 409 })
      expect(await tus.patch(`${url}x`, 0, photo)).toMatchObject({ status: 404 })
      expect(await tus.patch('/evidence/uploads/%00', 0, photo)).toMatchObject({ status: 404 })
      expect(await tus.remove(url)).toMatchObject({ status: 204 })
    })

    it('leaves nothing behind but the last reasons, for the reporter to read', async () => {
      const { myReport } = await reporter.request(MyEvidenceDocument, {})
      const left = new Set(myReport?.evidence.map(({ state, refusal }) => `${state} ${String(refusal)}`))
      expect(left).toEqual(
        new Set(['REFUSED DAMAGED', 'REFUSED POLYGLOT', 'REFUSED UNKNOWN_TYPE', 'REFUSED MISLABELLED']),
      )
    })
  })

  it('has ended no process', () => {
    expect(processes.length).toBeGreaterThan(6)
    expect(platform.processes()).toEqual(processes)
  })
})
