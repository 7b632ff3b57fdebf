import { RecentlyUsed } from '../recently-used.js'
import type { Language } from '../../platform/language.js'
import { createViewerSigner, readSigningKey } from '../../platform/viewer/signature.js'
import { anonymous } from '../../platform/viewer/viewer.js'
import type { Session } from './session.js'

/** Well within the 20 seconds a signature lives. */
const reuseMs = 8_000

/** Signs the viewer for subgraphs: what they believe instead of the client's credential. */
export type ViewerTokens = {
  /** For reads: one per viewer, language and subgraph, repeated for some seconds so that subgraphs verify it once. */
  forRead: (subgraph: string, session: Session, language: Language) => string
  /** For a mutation: good for exactly this body. */
  forMutation: (
    subgraph: string,
    session: Session,
    request: { language: Language; body: string; crowding: number },
  ) => string
  /** For the link over which operations of many viewers go, each with its own token. */
  forLink: (subgraph: string) => string
}

export function createViewerTokens(signingKey: Buffer): ViewerTokens {
  const sign = createViewerSigner({ kid: 'gateway', key: readSigningKey(signingKey) })
  const recent = new RecentlyUsed<string>(5_000, reuseMs)
  return {
    forRead: (subgraph, session, language) => {
      const key = `${subgraph} ${language} ${session.viewerKey}`
      const known = recent.get(key)
      if (known !== undefined) return known
      const token = sign({ audience: subgraph, viewer: session.viewer, language })
      recent.set(key, token)
      return token
    },
    forMutation: (subgraph, session, { language, body, crowding }) =>
      sign({ audience: subgraph, viewer: session.viewer, language, body, crowding }),
    forLink: (subgraph) => sign({ audience: subgraph, viewer: anonymous, language: 'zh' }),
  }
}
