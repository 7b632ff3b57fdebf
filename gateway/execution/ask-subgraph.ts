import { AndonError } from '../../platform/errors.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { ViewerTokens } from '../auth/viewer-tokens.js'
import type { Caller } from './caller.js'
import { SharedReads } from './shared-reads.js'
import { readSubgraphAnswer, type SubgraphAnswer } from './subgraph-answer.js'
import { CallerGone, openSubgraphHttp, type HttpAnswer, type SubgraphHttp } from './subgraph-http.js'

export type Subgraphs = {
  ask: (caller: Caller, subgraph: string, body: string, mutation: boolean) => Promise<SubgraphAnswer>
  /** The address of a subgraph: by setting, or the supergraph's routing URL. */
  urlOf: (subgraph: string) => string | undefined
}

/**
 * The gateway's way to the subgraphs: pools, signatures, sharing, and one failure for all that can go wrong there.
 *
 * @param options.routingUrl the URL the supergraph in force gives for a subgraph without a setting
 */
export function openSubgraphs(options: {
  urls: Readonly<Record<string, string>>
  routingUrl: (subgraph: string) => string | undefined
  tokens: ViewerTokens
  timeoutMs: number
  connections: number
  lifecycle: Lifecycle
  log: Log
}): Subgraphs {
  const { tokens, log, lifecycle } = options
  const open = new Map<string, SubgraphHttp>()
  const reads = new SharedReads()
  lifecycle.onClose('subgraph connections', () => Promise.all([...open.values()].map((http) => http.close())))

  const urlOf = (subgraph: string): string | undefined =>
    Object.hasOwn(options.urls, subgraph) ? options.urls[subgraph] : options.routingUrl(subgraph)

  const httpOf = (subgraph: string): SubgraphHttp => {
    const url = urlOf(subgraph)
    if (url === undefined) throw new AndonError('SUBGRAPH_UNAVAILABLE')
    const known = open.get(url)
    if (known !== undefined) return known
    const http = openSubgraphHttp({ ...options, url })
    open.set(url, http)
    return http
  }

  const read = (subgraph: string, body: string, caller: Caller) =>
    httpOf(subgraph).post({
      body,
      viewerToken: tokens.forRead(subgraph, caller.session, caller.language),
      repeatable: true,
    })

  const askOnce = async (
    caller: Caller,
    subgraph: string,
    body: string,
    mutation: boolean,
  ): Promise<SubgraphAnswer> => {
    if (mutation) {
      const viewerToken = tokens.forMutation(subgraph, caller.session, caller.language, body)
      try {
        const { answer } = httpOf(subgraph).post({ body, viewerToken, repeatable: false })
        return understand(await answer)
      } finally {
        reads.forget()
      }
    }
    const start = () => {
      const { answer, abort } = read(subgraph, body, caller)
      return { answer: answer.then(understand), abort }
    }
    if (!caller.shareReads) return reads.alone(start, caller.signal)
    const key = `${subgraph}\n${caller.language}\n${caller.session.viewerKey}\n${body}`
    return reads.join(key, start, caller.signal)
  }

  return {
    urlOf,
    ask: async (caller, subgraph, body, mutation) => {
      try {
        return await askOnce(caller, subgraph, body, mutation)
      } catch (error) {
        if (!(error instanceof CallerGone)) log.warn({ err: error, subgraph }, 'subgraph not available')
        throw new AndonError('SUBGRAPH_UNAVAILABLE', undefined, {
          details: { service: subgraph },
          cause: error,
        })
      }
    },
  }
}

function understand({ status, text }: HttpAnswer): SubgraphAnswer {
  // 401 is the subgraph refusing our signature: a fault between the two of us, nothing the client can mend.
  if (status === 401) throw new Error('the subgraph does not believe the signed viewer')
  const answer = readSubgraphAnswer(parseJson(text))
  if (answer === undefined) throw new Error(`no GraphQL answer, status ${String(status)}`)
  return answer
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
