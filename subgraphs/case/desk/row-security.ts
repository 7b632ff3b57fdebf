import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { isUuid } from '../../shared/uuid.js'

/** Who looks, as row-level security asks for it: settings of one transaction, gone with it. */
type Session = { variables: Record<`andon.viewer_${'kind' | 'subject' | 'authority' | 'reports'}`, string> }

/** What a request may see in the database; every query of its entity manager, and of those forked from it, says so. */
export function sessionOf(viewer: Viewer): Session {
  const staff = viewer.kind === 'STAFF' ? viewer : undefined
  const reports = viewer.kind === 'REPORTER' ? `{${viewer.reportId}}` : ''
  return {
    variables: {
      'andon.viewer_kind': viewer.kind,
      'andon.viewer_subject': staff?.subject ?? '',
      'andon.viewer_authority': staff?.authorityId ?? '',
      'andon.viewer_reports': reports,
    },
  }
}

const platform: Session = {
  variables: {
    'andon.viewer_kind': 'PLATFORM',
    'andon.viewer_subject': '',
    'andon.viewer_authority': '',
    'andon.viewer_reports': '',
  },
}

/** Events and jobs are nobody's: whatever is forked from this ORM works for the platform, unless it says for whom. */
export function workForPlatform(orm: MikroORM): void {
  orm.config.set('allowGlobalContext', true)
  orm.em.setSessionContext(platform)
  orm.config.set('allowGlobalContext', false)
}

/**
 * From here to its end a transaction works for the platform. A step that was admitted needs that: it may hand the case
 * out of the officer's own reach, or exclude the officer.
 */
export async function continueForPlatform(em: EntityManager): Promise<void> {
  await em.execute(`SELECT set_config('andon.viewer_kind', 'PLATFORM', true)`)
}

/** An entity manager of the platform beside that of a request, for what decides about the viewer and is not shown. */
export function asPlatform(em: EntityManager): EntityManager {
  return em.fork({ session: platform })
}

/** Lets somebody signed in see the answers to a report that the report subgraph says is theirs. */
export function vouchFor(em: EntityManager, reportId: string): void {
  if (!isUuid(reportId)) return
  const known = em.getSessionContext()?.variables?.['andon.viewer_reports']
  const others = typeof known === 'string' && known !== '' ? known.slice(1, -1).split(',') : []
  const reports = [...new Set([...others, reportId])].join(',')
  em.setSessionContext({ variables: { 'andon.viewer_reports': `{${reports}}` } })
}
