import { Pool } from 'undici'
import { z } from 'zod'
import { AndonError, generalMessages } from '../../platform/errors.js'
import type { Language } from '../../platform/language.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { viewerHeader, type SignViewer } from '../../platform/viewer/signature.js'

/** Asks another subgraph a question in the own name, signed over its body. */
export type AskSubgraph = <Shape extends z.ZodType>(question: {
  query: string
  variables: Record<string, unknown>
  /** Of `data`. */
  shape: Shape
  language?: Language
}) => Promise<z.infer<Shape>>

const timeoutMs = 3_000

/**
 * @throws AndonError SUBGRAPH_UNAVAILABLE where it does not answer in time, or not what was asked; why is in the log
 */
export function createSubgraphClient(options: {
  /** Who asks, by the name its keys are trusted under. */
  service: string
  /** Who is asked. */
  audience: string
  url: string
  sign: SignViewer
  lifecycle: Lifecycle
  log: Log
}): AskSubgraph {
  const { service, audience, lifecycle, log } = options
  const { origin, pathname } = new URL(options.url)
  const pool = new Pool(origin, {
    connections: 4,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  })
  lifecycle.onClose(`${audience} client`, () => pool.close())
  return async ({ query, variables, shape, language = 'zh' }) => {
    const body = JSON.stringify({ query, variables })
    const token = options.sign({ audience, viewer: { kind: 'SERVICE', service }, language, body })
    const headers = { 'content-type': 'application/json', [viewerHeader]: token }
    try {
      const response = await pool.request({ path: pathname, method: 'POST', headers, body })
      const answer = z.object({ data: z.unknown() }).parse(await response.body.json())
      return shape.parse(answer.data)
    } catch (error) {
      log.error({ err: error }, `${audience} did not answer`)
      throw new AndonError('SUBGRAPH_UNAVAILABLE', generalMessages.SUBGRAPH_UNAVAILABLE, {
        details: { service: audience },
      })
    }
  }
}
