import type { EntityManager } from '@mikro-orm/postgresql'
import type { Language } from '../../platform/language.js'
import type { Log } from '../../platform/log.js'
import type { Viewer } from '../../platform/viewer/viewer.js'

/** What belongs to one request, or to one event of a subscription. */
export type SubgraphContext = {
  viewer: Viewer
  language: Language
  /** Whether the viewer's signature covers the body of this request; mutations run only if it does. */
  boundToBody: boolean
  /** A fork of its own: nothing of one request is seen in another. */
  em: EntityManager
  log: Log
}
