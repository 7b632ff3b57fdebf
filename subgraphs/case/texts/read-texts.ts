import type { EntityManager } from '@mikro-orm/postgresql'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { CaseAuditAction } from '../audit-actions.js'
import type { CaseTexts, SealedText } from './case-texts.js'

/** A text by the field and the row it stands in; null where there is none, or its key is gone. */
export type OpenedTexts = (field: string, rowId: string) => string | null

/** Opens texts of cases for staff. That they were read is recorded, once for each case. */
export async function readTexts(
  { em, viewer, texts }: { em: EntityManager; viewer: Viewer; texts: CaseTexts },
  sealed: readonly SealedText[],
): Promise<OpenedTexts> {
  if (sealed.length === 0) return () => null
  const opened = await texts.openAll(em, sealed)
  const byPlace = new Map(sealed.map(({ place }, index) => [keyOf(place.field, place.rowId), opened[index]]))
  const looks = [...Map.groupBy(sealed, ({ caseId }) => caseId)].map(([id, its]) => ({
    actor: viewer,
    action: 'CASE_TEXT_READ' as const,
    thing: { kind: 'CASE', id },
    facts: { tables: [...new Set(its.map(({ place }) => place.table))], texts: its.length },
  }))
  await em.fork().transactional((inner) => recordAudit<CaseAuditAction>(inner, looks))
  return (field, rowId) => byPlace.get(keyOf(field, rowId)) ?? null
}

function keyOf(field: string, rowId: string): string {
  return `${field} ${rowId}`
}
