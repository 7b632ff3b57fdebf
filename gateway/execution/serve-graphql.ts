import type { ApolloServer } from '@apollo/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { isUtf8 } from 'node:buffer'
import { AndonError, type Message } from '../../platform/errors.js'
import { negotiateLanguage } from '../../platform/language.js'
import type { Log } from '../../platform/log.js'
import type { Authenticate } from '../auth/authenticate.js'
import { readCredential } from '../auth/credential.js'
import { checkNesting } from '../limits/check-nesting.js'
import type { AddressLimits } from '../limits/address-limits.js'
import { retryAfterOf } from '../limits/retry-after.js'
import { refuseTooManyTokens } from '../limits/check-limits.js'
import type { Limits } from '../limits/limits.js'
import type { ApolloContext } from './apollo.js'
import { forKind, type Caller } from './caller.js'
import type { Answer } from './execute-operation.js'
import { chooseMediaType, legacyJson, prefersPage, type MediaType } from './media-type.js'
import type { Operation } from './operation.js'
import { isTokenLimit } from './operations.js'
import { readBody, readQueryString, type GraphQLRequest } from './read-request.js'
import { writeResponse } from './write-response.js'

const refusals = {
  mutationByGet: { zh: '变更操作请使用 POST。', en: 'Send mutations by POST.' },
  crossSite: {
    zh: 'GET 请求须带 apollo-require-preflight 请求头。',
    en: 'A GET needs the header apollo-require-preflight, which no foreign page can send unasked.',
  },
  notJson: { zh: '请求体应为 application/json。', en: 'The body should be application/json.' },
  malformedJson: { zh: '请求体不是有效的 JSON。', en: 'The body is not valid JSON.' },
  notUtf8: { zh: '请求体应以 UTF-8 编码。', en: 'The body should be encoded in UTF-8.' },
  tooLarge: { zh: '请求体过大。', en: 'The body is too large.' },
  notAcceptable: {
    zh: '只能以 application/json 或 application/graphql-response+json 回答。',
    en: 'Answers come as application/json or application/graphql-response+json.',
  },
} satisfies Record<string, Message>

export type GraphQLDoor = {
  app: FastifyInstance
  authenticate: Authenticate
  apollo: ApolloServer<ApolloContext>
  /** An operation Apollo Server has passed before. */
  known: (request: GraphQLRequest) => Operation | undefined
  run: (operation: Operation, variables: Record<string, unknown>, caller: Caller) => Promise<Answer>
  limits: Limits
  senderOf: AddressLimits
  /** Where a browser that comes by itself is sent; undefined in production. */
  explorerPath: string | undefined
  log: Log
}

/** Serves `/graphql` by POST, and queries by GET, as GraphQL over HTTP asks. */
export function serveGraphQL(door: GraphQLDoor): void {
  const { app, explorerPath } = door
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parseJson(body as Buffer, parsed)
    })
    scope.setErrorHandler((error, request, reply) => refuse(door, request, reply, asRefusal(error)))
    scope.post('/graphql', (request, reply) => answer(door, request, reply, () => readBody(request.body)))
    scope.get('/graphql', (request, reply) => {
      if (explorerPath !== undefined && prefersPage(request.headers.accept))
        return reply.redirect(explorerPath)
      return answer(door, request, reply, () => {
        refuseCrossSite(request)
        return readQueryString(request.query as Record<string, unknown>)
      })
    })
    done()
  })
}

async function answer(
  door: GraphQLDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => GraphQLRequest,
): Promise<FastifyReply> {
  const mediaType = chooseMediaType(request.headers.accept)
  if (mediaType === undefined) return refuse(door, request, reply.code(406), refusal(refusals.notAcceptable))
  const language = negotiateLanguage(request.headers['accept-language'])
  let answered: Answer
  try {
    const session = await door.authenticate(readCredential(request.raw.rawHeaders))
    const given = read()
    const caller: Caller = {
      session,
      language,
      shareReads: true,
      signal: leaving(reply),
      sender: door.senderOf(request.raw),
    }
    answered = await execute(door, given, caller, request.method)
  } catch (error) {
    answered = { errors: [asError(error)] }
  }
  return send(door, reply, answered, { language, mediaType })
}

async function execute(
  door: GraphQLDoor,
  given: GraphQLRequest,
  caller: Caller,
  method: string,
): Promise<Answer> {
  const operation = door.known(given)
  if (operation === undefined) return throughApollo(door, given, caller, method)
  if (method === 'GET' && operation.kind === 'mutation') throw refusal(refusals.mutationByGet)
  return door.run(operation, given.variables, forKind(operation.kind, caller))
}

async function throughApollo(
  door: GraphQLDoor,
  given: GraphQLRequest,
  caller: Caller,
  method: string,
): Promise<Answer> {
  const carried: ApolloContext['carried'] = { caller, errors: [] }
  const { query, operationName, variables } = given
  checkNesting(query, door.limits)
  const { body } = await door.apollo.executeOperation(
    {
      query,
      ...(operationName === undefined ? {} : { operationName }),
      variables,
      http: { method, headers: new Map() as never, search: '', body: undefined },
    },
    { contextValue: { carried } },
  )
  if (body.kind !== 'single') throw new Error('nothing here answers in parts')
  if (carried.errors.some(isTokenLimit)) refuseTooManyTokens(door.limits)
  if (carried.errors.some(isWrongMethod)) throw refusal(refusals.mutationByGet)
  const { data } = body.singleResult as unknown as { data?: Answer['data'] }
  return {
    ...(data === undefined ? {} : { data }),
    ...(carried.errors.length === 0 ? {} : { errors: carried.errors }),
  }
}

function isWrongMethod(error: GraphQLError): boolean {
  return error.message.startsWith('GET requests only support query operations')
}

function send(
  door: GraphQLDoor,
  reply: FastifyReply,
  answered: Answer,
  { language, mediaType }: { language: 'zh' | 'en'; mediaType: MediaType },
): FastifyReply {
  const { status, text } = writeResponse(answered, { language, mediaType, log: door.log })
  if (status === 401) void reply.header('www-authenticate', 'Bearer')
  const retryAfter = retryAfterOf(answered.errors)
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter)
  return reply
    .code(reply.statusCode === 200 ? status : reply.statusCode)
    .header('content-type', `${mediaType}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(Buffer.from(text))
}

function refuse(
  door: GraphQLDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const language = negotiateLanguage(request.headers['accept-language'])
  const mediaType = chooseMediaType(request.headers.accept) ?? legacyJson
  return send(door, reply, { errors: [asError(error)] }, { language, mediaType })
}

/** Aborted when the connection ends before the answer is out. */
function leaving(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}

/** No cookie signs anybody in here, and yet a GET that a foreign page can make a browser send is refused. */
function refuseCrossSite(request: FastifyRequest): void {
  const { headers } = request
  const asked = headers['apollo-require-preflight'] ?? headers['x-apollo-operation-name']
  const json = headers['content-type']?.startsWith('application/json') === true
  if ((asked === undefined || asked === '') && !json) throw refusal(refusals.crossSite)
}

function parseJson(body: Buffer, parsed: (error: Error | null, body?: unknown) => void): void {
  // Decoded leniently, bytes that are no UTF-8 would be stored as a report nobody wrote.
  if (!isUtf8(body)) {
    parsed(refusal(refusals.notUtf8))
    return
  }
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    parsed(refusal(refusals.malformedJson))
    return
  }
  parsed(null, value)
}

/** Fastify's own failures, before a handler ran. */
function asRefusal(error: unknown): unknown {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return refusal(refusals.tooLarge)
  if (status === 415) return refusal(refusals.notJson)
  return error
}

function refusal(message: Message): AndonError {
  return new AndonError('BAD_USER_INPUT', message)
}

function asError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  const cause = error instanceof Error ? error : new Error('something was thrown that is no error')
  return new GraphQLError(cause.message, { originalError: cause })
}
