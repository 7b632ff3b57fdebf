import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { buildSchema, type GraphQLSchema } from 'graphql'
import type { Client, ExecutionResult } from 'graphql-ws'
import { connect } from 'node:net'
import { AndonError } from '../../platform/errors.js'
import { Lifecycle } from '../../platform/lifecycle.js'
import { createViewerVerifier, viewerHeader } from '../../platform/viewer/signature.js'
import { anonymous, type Viewer } from '../../platform/viewer/viewer.js'
import { createTestSigners } from '../../test/support/signers.js'
import { silentLog } from '../../test/support/silent-log.js'
import { soon } from '../../test/support/soon.js'
import {
  createSubgraphClient,
  createSubgraphLink,
  send,
  type SubgraphClient,
} from '../../test/support/subgraph-client.js'
import type { SubgraphContext } from './context.js'
import { Announcements } from './live.js'
import { openSubgraphServer } from './server.js'

const staff: Viewer = { kind: 'STAFF', subject: 'officer', roles: [], authorityId: null }
const signers = createTestSigners('gateway', 'report', 'stranger')
const sign = signers.sign('gateway')
const secret = '1234567890123456'

/** A subgraph that answers who asked, counts what it was told to count, and tells numbers live. */
function createProbe() {
  const numbers = new Announcements<number>()
  const seen = { runs: 0, contexts: 0 }
  const schema: GraphQLSchema = buildSchema(`
    type Query { whoAmI: String, fail: String, refuse: String }
    type Mutation { count(secret: String): Int }
    type Subscription { numbers(refuse: Boolean = false): Int, broken: Int }
  `)
  const asContext = (value: unknown) => value as SubgraphContext & { number: number }
  const field = (type: 'getQueryType' | 'getMutationType' | 'getSubscriptionType', name: string) =>
    schema[type]()!.getFields()[name]!
  field('getQueryType', 'whoAmI').resolve = (_root, _args, context) =>
    `${asContext(context).viewer.kind} ${asContext(context).language}`
  field('getQueryType', 'fail').resolve = () => {
    throw new Error(`no row for ${secret}`)
  }
  field('getQueryType', 'refuse').resolve = () => {
    throw new AndonError('CONFLICT', { zh: '已受理', en: 'accepted' })
  }
  field('getMutationType', 'count').resolve = () => (seen.runs += 1)
  const live = field('getSubscriptionType', 'numbers')
  live.subscribe = (_root, { refuse }: { refuse: boolean }) => {
    if (refuse) throw new AndonError('FORBIDDEN')
    return numbers.listen()
  }
  live.resolve = (number: number) => {
    if (number === 13) throw new Error(secret)
    return number
  }
  field('getSubscriptionType', 'broken').subscribe = () => {
    throw new Error(secret)
  }
  return { schema, numbers, seen }
}

describe('a subgraph', () => {
  const lifecycle = new Lifecycle(silentLog)
  const probe = createProbe()
  let url: string
  let client: SubgraphClient

  beforeAll(async () => {
    const server = await openSubgraphServer<SubgraphContext>({
      schema: probe.schema,
      verifyViewer: createViewerVerifier({
        audience: 'probe',
        keys: signers.trustedKeys.filter((key) => !key.startsWith('stranger')),
      }),
      createContext: ({ viewer, language, bodyHash }) => {
        probe.seen.contexts += 1
        return {
          viewer,
          language,
          boundToBody: bodyHash !== undefined,
          em: undefined as never,
          log: silentLog,
        }
      },
      host: '127.0.0.1',
      port: 0,
      lifecycle,
      log: silentLog,
    })
    url = (await server.listen()).url
    client = createSubgraphClient({ url, audience: 'probe', sign })
  })

  afterAll(() => lifecycle.close())

  describe('over HTTP', () => {
    it('answers 401 to whoever brings no viewer, or one it does not believe', async () => {
      const body = JSON.stringify({ query: '{ whoAmI }' })
      const token = (audience: string, kid: 'gateway' | 'stranger') =>
        signers.sign(kid)({ audience, viewer: anonymous, language: 'zh' })
      const refused: Record<string, string>[] = [
        {},
        { [viewerHeader]: '' },
        { [viewerHeader]: 'nonsense' },
        { [viewerHeader]: token('case', 'gateway') },
        { [viewerHeader]: token('probe', 'stranger') },
        { authorization: `Bearer ${token('probe', 'gateway')}` },
      ]
      for (const headers of refused) {
        expect(await send(url, body, headers)).toMatchObject({
          status: 401,
          data: undefined,
          errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
        })
      }
      expect(probe.seen.contexts).toBe(0)
    })

    it('knows who asks, and in which language', async () => {
      const ask = async (viewer: Viewer, language: 'zh' | 'en') =>
        (await client.ask({ query: '{ whoAmI }', viewer, language })).data
      expect(await ask(anonymous, 'zh')).toEqual({ whoAmI: 'ANONYMOUS zh' })
      expect(await ask(staff, 'en')).toEqual({ whoAmI: 'STAFF en' })
    })

    it('runs a query whose signature covers nothing, and refuses one whose signature covers another body', async () => {
      expect((await client.ask({ query: '{ whoAmI }', bound: 'to nothing' })).status).toBe(200)
      expect((await client.ask({ query: '{ whoAmI }', bound: { to: '{}' } })).status).toBe(401)
    })

    it('runs a mutation only if the signature covers exactly its body', async () => {
      const mutation = { query: 'mutation { count(secret: "a") }', viewer: staff }
      const before = probe.seen.runs
      const unbound = await client.ask({ ...mutation, bound: 'to nothing' })
      expect(unbound.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
      const other = JSON.stringify({ query: 'mutation { count(secret: "b") }', variables: {} })
      expect((await client.ask({ ...mutation, bound: { to: other } })).status).toBe(401)
      expect(probe.seen.runs).toBe(before)
      expect((await client.ask(mutation)).data).toEqual({ count: before + 1 })
    })

    it('finds the mutation among several operations', async () => {
      const query = 'query Read { whoAmI } mutation Write { count }'
      const before = probe.seen.runs
      const body = JSON.stringify({ query, operationName: 'Write' })
      const token = sign({ audience: 'probe', viewer: staff, language: 'zh' })
      const answer = await send(url, body, { [viewerHeader]: token })
      expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
      expect(probe.seen.runs).toBe(before)
    })

    it.each([
      ['no JSON', `{"query": "${secret}`],
      ['no object', '[]'],
      ['no query', '{}'],
      ['a malformed document', JSON.stringify({ query: `{ whoAmI(a: "${secret}"` })],
      ['an unknown field', JSON.stringify({ query: '{ nothing }' })],
      ['an unknown operation', JSON.stringify({ query: '{ whoAmI }', operationName: secret })],
      ['introspection', JSON.stringify({ query: '{ __schema { types { name } } }' })],
    ])('refuses a body with %s as bad input and repeats nothing of it', async (_what, body) => {
      const token = sign({ audience: 'probe', viewer: anonymous, language: 'zh' })
      const answer = await send(url, body, { [viewerHeader]: token })
      expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
      expect(JSON.stringify(answer)).not.toContain(secret)
      expect(answer.errors[0]?.message).toMatch(/^[\u4e00-\u9fff]/)
    })

    it('tells errors in the language of the viewer, and masks what nobody foresaw', async () => {
      const told = async (language: 'zh' | 'en') =>
        (await client.ask({ query: '{ refuse }', language })).errors[0]?.message
      expect([await told('zh'), await told('en')]).toEqual(['已受理', 'accepted'])
      const { errors, status } = await client.ask({ query: '{ fail }' })
      expect(status).toBe(200)
      expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
      expect(JSON.stringify(errors)).not.toContain(secret)
    })
  })

  describe('over graphql-transport-ws', () => {
    const token = (viewer: Viewer, language: 'zh' | 'en' = 'zh') =>
      sign({ audience: 'probe', viewer, language })
    const open = (): Client => createSubgraphLink(url, { [viewerHeader]: token(anonymous) })
    const subscribe = (link: Client, query: string, language: 'zh' | 'en' = 'zh') =>
      link.iterate({ query, extensions: { [viewerHeader]: token(staff, language) } })
    const refusal = async (link: Client, query: string, language: 'zh' | 'en' = 'zh') => {
      const source = subscribe(link, query, language)
      try {
        const step = await source.next()
        return (step.value as ExecutionResult | undefined)?.errors ?? []
      } catch (error) {
        return error as { message: string; extensions: { code: string } }[]
      } finally {
        await source.return?.()
      }
    }

    it('lets in nobody without a viewer', async () => {
      for (const parameters of [{}, { [viewerHeader]: 'nonsense' }]) {
        const link = createSubgraphLink(url, parameters)
        await expect(link.iterate({ query: 'subscription { numbers }' }).next()).rejects.toMatchObject({
          code: 4403,
        })
        await link.dispose()
      }
    })

    it('wants a viewer for each operation, the link alone is not enough', async () => {
      const link = open()
      const source = link.iterate({ query: 'subscription { numbers }' })
      await expect(source.next()).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
      expect(probe.numbers.listenerCount).toBe(0)
      await link.dispose()
    })

    it('tells each event with a context of its own, and frees the source as soon as it is left', async () => {
      const link = open()
      const source = subscribe(link, 'subscription { numbers }')
      const first = source.next()
      await soon(() => expect(probe.numbers.listenerCount).toBe(1))
      const contexts = probe.seen.contexts
      probe.numbers.announce(1)
      expect((await first).value).toMatchObject({ data: { numbers: 1 } })
      const second = source.next()
      probe.numbers.announce(2)
      expect((await second).value).toMatchObject({ data: { numbers: 2 } })
      expect(probe.seen.contexts).toBe(contexts + 2)
      await source.return?.()
      await soon(() => expect(probe.numbers.listenerCount).toBe(0))
      await link.dispose()
    })

    it('frees the source when the link breaks', async () => {
      const link = open()
      const source = subscribe(link, 'subscription { numbers }')
      const first = source.next().catch(() => undefined)
      await soon(() => expect(probe.numbers.listenerCount).toBe(1))
      link.terminate()
      await first
      await soon(() => expect(probe.numbers.listenerCount).toBe(0))
    })

    it('masks an error in an event and goes on', async () => {
      const link = open()
      const source = subscribe(link, 'subscription { numbers }')
      const first = source.next()
      await soon(() => expect(probe.numbers.listenerCount).toBe(1))
      probe.numbers.announce(13)
      const value: unknown = (await first).value
      expect(value).toMatchObject({
        data: { numbers: null },
        errors: [{ path: ['numbers'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      })
      expect(JSON.stringify(value)).not.toContain(secret)
      const second = source.next()
      probe.numbers.announce(14)
      expect((await second).value).toMatchObject({ data: { numbers: 14 } })
      await source.return?.()
      await link.dispose()
    })

    it.each([
      ['a refusal of the source', 'subscription { numbers(refuse: true) }', 'FORBIDDEN'],
      ['a failure of the source', 'subscription { broken }', 'INTERNAL_SERVER_ERROR'],
      ['a malformed document', `subscription { numbers(refuse: "${secret}`, 'BAD_USER_INPUT'],
      ['a literal of the wrong type', `subscription { numbers(refuse: "${secret}") }`, 'BAD_USER_INPUT'],
      ['a query', '{ whoAmI }', 'BAD_USER_INPUT'],
      ['a mutation', 'mutation { count }', 'BAD_USER_INPUT'],
    ])(
      'tells %s with its code, in the language of the viewer, and keeps the link',
      async (_what, query, code) => {
        const link = open()
        let closed = 0
        link.on('closed', () => (closed += 1))
        const kept = subscribe(link, 'subscription { numbers }')
        const waiting = kept.next()
        for (const [language, script] of [
          ['zh', /^[\u4e00-\u9fff]/],
          ['en', /^[A-Z]/],
        ] as const) {
          const errors = await refusal(link, query, language)
          expect(errors[0]).toMatchObject({ message: expect.stringMatching(script), extensions: { code } })
          expect(JSON.stringify(errors)).not.toContain(secret)
        }
        expect(closed).toBe(0)
        await soon(() => expect(probe.numbers.listenerCount).toBe(1))
        probe.numbers.announce(5)
        expect((await waiting).value).toMatchObject({ data: { numbers: 5 } })
        await kept.return?.()
        await link.dispose()
      },
    )

    it.each(['//', '/other', '/graphql/../x', 'http://[', '*'])(
      'hangs up on an upgrade of %s and lives on',
      async (path) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1')
        const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
        socket.on('error', () => undefined)
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\n\r\n',
        )
        socket.resume()
        await ended
        expect((await client.ask({ query: '{ whoAmI }' })).status).toBe(200)
      },
    )
  })
})
