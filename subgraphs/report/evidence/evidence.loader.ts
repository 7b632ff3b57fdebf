import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import { isReporting } from '../intake/report.service.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState, type Evidence } from './evidence.type.js'
import type { EvidenceLinks } from './open-evidence.js'

export type EvidenceLoader = DataLoader<string, Evidence[]>

/**
 * The evidence of reports the viewer was found to see, first to last. The reporter sees that it is there and never
 * its content: a receipt that falls into other hands must not give the photos away. One query a request.
 */
export function createEvidenceLoader(
  em: EntityManager,
  viewer: Viewer,
  links: EvidenceLinks,
): EvidenceLoader {
  return new DataLoader(async (reportIds: readonly string[]) => {
    const own = isReporting(viewer) ? {} : { state: { $ne: EvidenceState.REFUSED } }
    const files = await em.find(
      StoredEvidence,
      { reportId: [...reportIds], ...own },
      { orderBy: { requestedAt: 'asc', id: 'asc' } },
    )
    const grouped = Map.groupBy(files, (file) => file.reportId)
    return reportIds.map((id) => (grouped.get(id) ?? []).map((file) => toEvidence(file, viewer, links)))
  })
}

function toEvidence(file: StoredEvidence, viewer: Viewer, links: EvidenceLinks): Evidence {
  const { id, kind, sizeBytes, state } = file
  const sanitised = file.copyObject !== null && file.copyObject !== undefined
  const ready = state === EvidenceState.READY
  return {
    id,
    kind,
    sizeBytes,
    state,
    refusal: file.refusal ?? null,
    sanitised,
    needsRelease: ready && !sanitised,
    uploadedAt: file.uploadedAt ?? null,
    url:
      ready && sanitised && isStaffWho(viewer, 'READ_REPORTS')
        ? links.downloads.make('copy', { id, holder: viewer }).url
        : null,
    uploadUrl:
      isReporting(viewer) && state === EvidenceState.UPLOADING ? links.uploads.make('upload', id).url : null,
  }
}
