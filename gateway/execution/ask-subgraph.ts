import { AndonError, type Message } from '../../platform/errors.js'
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

export type SubgraphOptions = {
  urls: Readonly<Record<string, string>>
  /** The URL that the supergraph in force gives for a subgraph without a setting. */
  routingUrl: (subgraph: string) => string | undefined
  tokens: ViewerTokens
  timeoutMs: number
  connections: number
  lifecycle: Lifecycle
  log: Log
}

/** The gateway's way to the subgraphs: pools, signatures, sharing, and one failure for all that can go wrong. */
export function openSubgraphs(options: SubgraphOptions): Subgraphs {
  const complain = createComplaints(options.log)
  const urlOf = (subgraph: string): string | undefined =>
    Object.hasOwn(options.urls, subgraph) ? options.urls[subgraph] : options.routingUrl(subgraph)
  const askOnce = createAsking(options, openPools(options, urlOf))
  return {
    urlOf,
    ask: async (caller, subgraph, body, mutation) => {
      try {
        return await askOnce(caller, subgraph, body, mutation)
      } catch (error) {
        if (!(error instanceof CallerGone)) complain(subgraph, error)
        throw new AndonError('SUBGRAPH_UNAVAILABLE', ownWords.get(subgraph), {
          details: { service: subgraph },
          cause: error,
        })
      }
    },
  }
}

/** What a part of a page says that lacks nothing but this. */
const ownWords: ReadonlyMap<string, Message> = new Map([
  [
    'content',
    {
      zh: '须知、公告等公开内容暂时无法读取，请稍后再试；其他功能不受影响。',
      en: 'Notices and other published content cannot be read right now: try again shortly. All else works.',
    },
  ],
])

const complaintMs = 5_000

/** A subgraph that is down fails every request; the log needs it said now and then, with how often. */
function createComplaints(log: Log): (subgraph: string, error: unknown) => void {
  const failing = new Map<string, { saidAtMs: number; unsaid: number }>()
  return (subgraph, error) => {
    const before = failing.get(subgraph)
    const failures = (before?.unsaid ?? 0) + 1
    if (before !== undefined && Date.now() - before.saidAtMs < complaintMs) {
      before.unsaid = failures
      return
    }
    failing.set(subgraph, { saidAtMs: Date.now(), unsaid: 0 })
    log.warn({ err: error, subgraph, failures }, 'subgraph not available')
  }
}

function openPools(options: SubgraphOptions, urlOf: Subgraphs['urlOf']): (subgraph: string) => SubgraphHttp {
  const open = new Map<string, SubgraphHttp>()
  options.lifecycle.onClose('subgraph connections', () =>
    Promise.all([...open.values()].map((http) => http.close())),
  )
  return (subgraph) => {
    const url = urlOf(subgraph)
    if (url === undefined) throw new Error('no URL is known for the subgraph')
    const known = open.get(url)
    if (known !== undefined) return known
    const http = openSubgraphHttp({ ...options, url })
    open.set(url, http)
    return http
  }
}

/** Publicity staff publish and withdraw at their own desk, not through the graph. */
const writtenElsewhere: ReadonlySet<string> = new Set(['content'])

function createAsking(
  { tokens }: SubgraphOptions,
  httpOf: (subgraph: string) => SubgraphHttp,
): Subgraphs['ask'] {
  const reads = new SharedReads()
  return async (caller, subgraph, body, mutation) => {
    const { session, language, sender } = caller
    if (mutation) {
      const viewerToken = tokens.forMutation(subgraph, session, {
        language,
        body,
        crowding: sender.crowding(),
      })
      try {
        return understand(await httpOf(subgraph).post({ body, viewerToken, repeatable: false }).answer)
      } finally {
        reads.forget()
      }
    }
    const start = () => {
      const viewerToken = tokens.forRead(subgraph, session, language)
      const { answer, abort } = httpOf(subgraph).post({ body, viewerToken, repeatable: true })
      return { answer: answer.then(understand), abort }
    }
    if (!caller.shareReads) return reads.alone(start, caller.signal)
    const key = `${subgraph}\n${language}\n${session.viewerKey}\n${body}`
    return writtenElsewhere.has(subgraph)
      ? reads.joinNext(key, start, caller.signal)
      : reads.join(key, start, caller.signal)
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
