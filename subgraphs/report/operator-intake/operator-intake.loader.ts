import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { OperatorIntake } from './operator-intake.entity.js'
import { ConsentManner, type RecordedByOperator } from './operator-intake.type.js'
import { referencePlace } from './record-report.service.js'

export type OperatorIntakeLoader = DataLoader<string, RecordedByOperator | null>

/** How reports the viewer was found to see were recorded. Two queries a request, one where none was. */
export function createOperatorIntakeLoader(
  em: EntityManager,
  viewer: Viewer,
  contentKeys: ContentKeys,
): OperatorIntakeLoader {
  const showsReference = isStaffWho(viewer, 'READ_REPORTS')
  return new DataLoader(async (reportIds: readonly string[]) => {
    const intakes = await em.fork().find(OperatorIntake, { reportId: [...reportIds] })
    const sealed = showsReference ? intakes.filter(({ sealedReference }) => sealedReference) : []
    const keys =
      sealed.length === 0
        ? new Map<string, ContentKey>()
        : await contentKeys.of(
            em.fork(),
            sealed.map(({ reportId }) => reportId ?? ''),
          )
    const byId = new Map(
      intakes.map((intake) => [intake.reportId ?? '', toType(intake, keys.get(intake.reportId ?? ''))]),
    )
    return reportIds.map((id) => byId.get(id) ?? null)
  })
}

function toType(intake: OperatorIntake, key: ContentKey | undefined): RecordedByOperator {
  const { entryId, receivedAt, recordedAt, operatorAuthorityId, consentManner, sealedReference } = intake
  const reference = key && sealedReference ? key.open(referencePlace(entryId), sealedReference) : null
  const when = { receivedAt, recordedAt }
  return { ...when, authorityId: operatorAuthorityId, consentManner: ConsentManner[consentManner], reference }
}
