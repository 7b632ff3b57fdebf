import type { Language } from '../../platform/language.js'
import type { Session } from '../auth/session.js'
import type { Sender } from '../limits/address-limits.js'

/** On whose behalf subgraphs are asked. */
export type Caller = {
  session: Session
  language: Language
  /** Whether reads may be answered together with those of the same viewer already under way. */
  shareReads: boolean
  /** Aborted when the client leaves. */
  signal: AbortSignal | undefined
  /** Where it comes from: spends what is limited by address. */
  sender: Sender
}

/** A mutation goes to its end whoever leaves, and what it reads afterwards is read after it. */
export function forKind(kind: 'query' | 'mutation' | 'subscription', caller: Caller): Caller {
  return kind === 'query' ? caller : { ...caller, shareReads: false, signal: undefined }
}
