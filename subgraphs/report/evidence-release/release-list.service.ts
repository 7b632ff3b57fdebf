import type { FilterQuery } from '@mikro-orm/postgresql'
import { isStaffWho, requireStaff } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { prefixOf, reachOf } from '../../shared/reach/reach.service.js'
import type { ReportContext } from '../context.js'
import { StoredEvidenceRelease } from './evidence-release.entity.js'
import { EvidenceReleaseState, type EvidenceRelease } from './evidence-release.type.js'
import { toReleases } from './present-release.js'

type Asked = { first: number; after: string | null; state: EvidenceReleaseState | null }
type Condition = FilterQuery<StoredEvidenceRelease>

/**
 * Releases, newest first: within reach for who may decide about them, one's own for who may read reports.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function pageOfReleases(
  context: Pick<ReportContext, 'em' | 'viewer' | 'contentKeys' | 'evidenceLinks'>,
  asked: Asked,
): Promise<Connection<EvidenceRelease>> {
  const { em } = context
  const seen = await seenBy(context)
  const request = readPageRequest(asked.first, asked.after)
  const conditions = [seen, ...(asked.state === null ? [] : [inState(asked.state, new Date())])]
  if (request.afterId !== undefined) {
    const last = await em.findOne(StoredEvidenceRelease, { $and: [seen, { id: request.afterId }] })
    if (last === null) throw unknownCursor()
    const { requestedAt, id } = last
    conditions.push({ $or: [{ requestedAt: { $lt: requestedAt } }, { requestedAt, id: { $lt: id } }] })
  }
  const rows = await em.find(
    StoredEvidenceRelease,
    { $and: conditions },
    { orderBy: { requestedAt: 'desc', id: 'desc' }, limit: request.first + 1 },
  )
  return toConnection(await toReleases(context, rows), request)
}

async function seenBy({ em, viewer }: Pick<ReportContext, 'em' | 'viewer'>): Promise<Condition> {
  if (!isStaffWho(viewer, 'RELEASE_EVIDENCE'))
    return { requesterSubject: requireStaff(viewer, 'READ_REPORTS').subject }
  const { regionCode, handledBy, line } = await reachOf(em, viewer)
  const places: Condition[] = [{ authorityId: { $in: [...handledBy] } }]
  if (regionCode !== undefined) places.push({ regionCode: { $like: `${prefixOf(regionCode)}%` } })
  const within: Condition = {
    $and: [{ $not: { excludedAuthorityIds: { $overlap: [...line] } } }, { $or: places }],
  }
  return { $or: [within, { requesterSubject: viewer.subject }] }
}

function inState(state: EvidenceReleaseState, now: Date): Condition {
  if (state === EvidenceReleaseState.REFUSED) return { state: 'REFUSED' }
  if (state === EvidenceReleaseState.DOWNLOADED) return { downloadedAt: { $ne: null } }
  if (state === EvidenceReleaseState.EXPIRED)
    return { state: { $ne: 'REFUSED' }, downloadedAt: null, expiresAt: { $lt: now } }
  return { state, downloadedAt: null, expiresAt: { $gte: now } }
}
