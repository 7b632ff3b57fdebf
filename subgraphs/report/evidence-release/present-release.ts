import type { StaffViewer, Viewer } from '../../../platform/viewer/viewer.js'
import type { Place } from '../content/cipher.js'
import type { ContentKey } from '../content/content-key.service.js'
import type { ReportContext } from '../context.js'
import type { StoredEvidenceRelease } from './evidence-release.entity.js'
import { EvidenceReleaseState, type EvidenceRelease } from './evidence-release.type.js'

/** Releases as the graph shows them; one query for the keys that open their reasons. */
export async function toReleases(
  {
    em,
    viewer,
    contentKeys,
    evidenceLinks,
  }: Pick<ReportContext, 'em' | 'viewer' | 'contentKeys' | 'evidenceLinks'>,
  stored: readonly StoredEvidenceRelease[],
): Promise<EvidenceRelease[]> {
  const keys = await contentKeys.of(
    em,
    stored.map(({ reportId }) => reportId),
  )
  return stored.map((release) => {
    const { id, reportId, evidenceId, kind, requestedAt, expiresAt } = release
    const key = keys.get(reportId)
    const state = stateOf(release)
    const usable = state === EvidenceReleaseState.APPROVED && isRequester(viewer, release)
    return {
      ...{ id, reportId, evidenceId, kind, state, requestedAt, expiresAt },
      requestedBy: release.requesterSubject,
      reason: open(key, id, 'sealed_reason', release.sealedReason),
      decidedBy: release.deciderSubject ?? null,
      decisionReason: open(key, id, 'sealed_decision', release.sealedDecision),
      decidedAt: release.decidedAt ?? null,
      url: usable ? evidenceLinks.downloads.make('original', { id, holder: viewer }).url : null,
    }
  })
}

export function placeOfReason(id: string, field: 'sealed_reason' | 'sealed_decision'): Place {
  return { table: 'evidence_release', rowId: id, field, version: 1 }
}

function stateOf({ state, downloadedAt, expiresAt }: StoredEvidenceRelease): EvidenceReleaseState {
  if (downloadedAt) return EvidenceReleaseState.DOWNLOADED
  if (state === 'REFUSED') return EvidenceReleaseState.REFUSED
  return expiresAt < new Date() ? EvidenceReleaseState.EXPIRED : EvidenceReleaseState[state]
}

function isRequester(viewer: Viewer, { requesterSubject }: StoredEvidenceRelease): viewer is StaffViewer {
  return viewer.kind === 'STAFF' && viewer.subject === requesterSubject
}

function open(
  key: ContentKey | undefined,
  id: string,
  field: 'sealed_reason' | 'sealed_decision',
  sealed: Uint8Array | null | undefined,
): string | null {
  return key === undefined || !sealed ? null : key.open(placeOfReason(id, field), sealed)
}
