import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

/** A document as codegen prints it, with its types; or plain text, without. */
export type TypedDocument<Result, Variables> = {
  toString: () => string
  __apiType?: (variables: Variables) => Result
}

export type GraphError = {
  message: string
  path?: (string | number)[]
  extensions?: {
    code?: string
    inputPath?: string
    incident?: string
    problems?: { inputPath: string; message: string }[]
  }
}

export type Answer<Result> = { status: number; data: Result | null | undefined; errors: GraphError[] }

/** What a test or a story expected to succeed did not. */
export class GraphFailure extends Error {
  override name = 'GraphFailure'

  constructor(readonly answer: Answer<unknown>) {
    super(answer.errors.map((error) => `${error.extensions?.code ?? 'no code'}: ${error.message}`).join('; '))
  }
}

export type GraphClient = {
  /** The answer as it comes, errors and all. */
  ask: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
  ) => Promise<Answer<Result>>
  /** The data; GraphFailure where there is any error. */
  request: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
  ) => Promise<Result>
}

/** A front end's view of the graph over HTTP. */
export function createGraphClient(
  url: string,
  options: { token?: string; language?: string } = {},
): GraphClient {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' }
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`
  if (options.language !== undefined) headers['accept-language'] = options.language
  const ask: GraphClient['ask'] = async <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
  ) => {
    const body = JSON.stringify({ query: document.toString(), variables })
    const response = await fetch(url, { method: 'POST', headers, body })
    const answer = (await response.json()) as { data?: Result; errors?: GraphError[] }
    return { status: response.status, data: answer.data, errors: answer.errors ?? [] }
  }
  return {
    ask,
    request: async (document, variables) => {
      const answer = await ask(document, variables)
      if (answer.errors.length > 0 || !answer.data) throw new GraphFailure(answer)
      return answer.data
    },
  }
}

export type LiveFeed<Result> = {
  /** The next value; rejects after `timeoutMs`, and where the subscription fails. */
  next: (timeoutMs?: number) => Promise<Result>
  close: () => Promise<void>
}

/** Subscribes over graphql-transport-ws; no value is lost between two calls of `next`, whatever timed out. */
export function subscribeTo<Result, Variables>(
  url: string,
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  options: { token?: string } = {},
): LiveFeed<Result> {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(options.token === undefined
      ? {}
      : { connectionParams: { authorization: `Bearer ${options.token}` } }),
  })
  const arrived: Promise<Result>[] = []
  let waiting = Promise.withResolvers<void>()
  const arrive = (value: Promise<Result>): void => {
    value.catch(() => undefined)
    arrived.push(value)
    waiting.resolve()
  }
  const cancel = client.subscribe<Result>(
    { query: document.toString(), variables: variables as Record<string, unknown> },
    {
      next: ({ data, errors }) =>
        arrive(errors ? Promise.reject(failureOf(errors)) : Promise.resolve(data as Result)),
      error: (error) => arrive(Promise.reject(Array.isArray(error) ? failureOf(error) : closedBy(error))),
      complete: () => arrive(Promise.reject(new Error('the subscription ended'))),
    },
  )
  return {
    next: async (timeoutMs = 10_000) => {
      if (arrived.length === 0) {
        waiting = Promise.withResolvers<void>()
        await withTimeout(waiting.promise, timeoutMs)
      }
      const value = arrived.shift()
      if (value === undefined) throw new Error('two readers wait for one feed')
      return value
    },
    close: async () => {
      cancel()
      await client.dispose()
    },
  }
}

function failureOf(errors: unknown): GraphFailure {
  return new GraphFailure({ status: 200, data: null, errors: errors as GraphError[] })
}

/** The socket was closed; the code says why. */
function closedBy(event: unknown): Error {
  if (event instanceof Error) return event
  const { code, reason } = event as { code?: number; reason?: string }
  return new Error(`closed with ${String(code)}: ${reason ?? ''}`)
}

async function withTimeout<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came within ${String(timeoutMs)} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
