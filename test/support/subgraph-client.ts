import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Language } from '../../platform/language.js'
import { viewerHeader, type SignViewer } from '../../platform/viewer/signature.js'
import { anonymous, type Viewer } from '../../platform/viewer/viewer.js'

export type SubgraphError = {
  message: string
  path?: (string | number)[]
  extensions: Record<string, unknown> & { code: string }
}

export type SubgraphAnswer = {
  status: number
  data: unknown
  errors: SubgraphError[]
}

export type Question = {
  query: string
  variables?: Record<string, unknown>
  viewer?: Viewer
  language?: Language
  /** What the signature covers: this body (the default), nothing, or another text. */
  bound?: 'to this body' | 'to nothing' | { to: string }
}

export type SubgraphClient = {
  ask: (question: Question) => Promise<SubgraphAnswer>
  /** Entities as a gateway fetches them. */
  entities: (
    typename: string,
    keys: Record<string, string>[],
    fields: string,
    viewer?: Viewer,
  ) => Promise<SubgraphAnswer>
}

/** Asks a subgraph as the gateway does: with a viewer it has signed. */
export function createSubgraphClient(options: {
  url: string
  audience: string
  sign: SignViewer
}): SubgraphClient {
  const { audience, sign } = options
  const ask: SubgraphClient['ask'] = async (question) => {
    const { query, variables = {}, viewer = anonymous, language = 'zh', bound = 'to this body' } = question
    const body = JSON.stringify({ query, variables })
    const covered = bound === 'to this body' ? body : bound === 'to nothing' ? undefined : bound.to
    const token = sign({
      audience,
      viewer,
      language,
      ...(covered === undefined ? {} : { body: covered }),
    })
    return send(options.url, body, { [viewerHeader]: token })
  }
  return {
    ask,
    entities: (typename, keys, fields, viewer = anonymous) =>
      ask({
        query: `query($of: [_Any!]!) { _entities(representations: $of) { ... on ${typename} { ${fields} } } }`,
        variables: { of: keys.map((key) => ({ __typename: typename, ...key })) },
        viewer,
      }),
  }
}

/** The raw request, for whoever brings no signature or a strange one. */
export async function send(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<SubgraphAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    // A kept connection would outlive the server of the test.
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body,
  })
  const answer = (await response.json()) as { data?: unknown; errors?: SubgraphError[] }
  return { status: response.status, data: answer.data, errors: answer.errors ?? [] }
}

/** The link on which a gateway subscribes. */
export function createSubgraphLink(url: string, connectionParams: Record<string, unknown>): Client {
  return createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  })
}
