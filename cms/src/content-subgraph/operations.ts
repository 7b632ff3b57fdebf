import {
  execute,
  GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import { z } from 'zod'
import { AndonError, type Language, type Present } from './errors'
import type { Context } from './resolvers'

const keptDocuments = 1_000
const rules = [...specifiedRules, NoSchemaIntrospectionCustomRule]

const requestShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
})

export type GraphRequest = z.infer<typeof requestShape>
export type Operations = ReturnType<typeof createOperations>

/** @throws AndonError BAD_USER_INPUT when it is no GraphQL request */
export function readGraphRequest(value: unknown): GraphRequest {
  const parsed = requestShape.safeParse(value)
  if (parsed.success) return parsed.data
  throw badRequest('请求格式不正确。', 'The request is malformed.')
}

export type Prepared = ExecutionArgs & {
  kind: 'request' | 'subscription'
  writes: boolean
  contextValue: Context
}

/** An answer of graphql-js, whose libraries differ in whether an absent part is left out or undefined. */
type Answer = { data?: ExecutionResult['data'] | undefined; errors?: readonly GraphQLError[] | undefined }

/** Reads operations and runs them for a viewer; what it answers has its errors masked. */
export function createOperations(options: { schema: GraphQLSchema; present: Present }) {
  const { schema, present } = options
  const kept = new Map<string, DocumentNode>()
  const readDocument = (query: string): DocumentNode => {
    const known = kept.get(query)
    if (known !== undefined) return known
    const document = parseDocument(query)
    if (validate(schema, document, rules, { maxErrors: 1 }).length > 0)
      throw badRequest('请求与接口定义不符。', 'The document does not fit the schema.')
    if (kept.size >= keptDocuments) kept.clear()
    kept.set(query, document)
    return document
  }
  /** @throws AndonError when the request cannot be run at all */
  const prepare = (request: GraphRequest, contextValue: Context): Prepared => {
    const document = readDocument(request.query)
    const operation = getOperationAST(document, request.operationName)
    if (!operation)
      throw badRequest(
        '没有指明要执行的操作，或操作不存在。',
        'The operation to run is not named or does not exist.',
      )
    return {
      kind: operation.operation === OperationTypeNode.SUBSCRIPTION ? 'subscription' : 'request',
      writes: operation.operation === OperationTypeNode.MUTATION,
      schema,
      document,
      contextValue,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
    }
  }
  const masked = (result: Answer, language: Language): FormattedExecutionResult => ({
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map((error) => present(error, language)) } : {}),
  })
  return {
    prepare,
    masked,
    /** @throws AndonError when the request cannot be run at all */
    run: async (request: GraphRequest, context: Context): Promise<FormattedExecutionResult> => {
      const prepared = prepare(request, context)
      if (prepared.kind === 'subscription')
        throw badRequest('订阅只能通过 WebSocket 进行。', 'Subscriptions run over WebSocket only.')
      // Whoever asks for it again wants it done again.
      if (prepared.writes) context.alone()
      return masked(await execute(prepared), context.language)
    },
    /** An error that stands outside a result. */
    maskedError: (error: unknown, language: Language): GraphQLFormattedError => {
      if (error instanceof GraphQLError) return present(error, language)
      const originalError = error instanceof Error ? error : new Error('unknown')
      return present(new GraphQLError('', { originalError }), language)
    },
  }
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: 20_000 })
  } catch {
    throw badRequest('请求的 GraphQL 文本有语法错误。', 'The GraphQL document is malformed.')
  }
}

function badRequest(zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en })
}
