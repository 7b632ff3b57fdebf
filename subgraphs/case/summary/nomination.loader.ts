import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { StoredCaseSummary } from './case-summary.entity.js'
import { toCaseSummaryType } from './case-summary.type.js'
import { StoredNomination } from './nomination.entity.js'
import type { CaseNomination } from './nomination.type.js'

export type NominationLoader = DataLoader<string, CaseNomination[]>

/** Nominations of cases, the newest first; the same few queries for a whole list. */
export function createNominationLoader(reader: TextReader): NominationLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    if (!isStaffWho(reader.viewer, 'READ_CASES')) return caseIds.map(() => [])
    const order = { orderBy: { nominatedAt: 'desc', id: 'desc' } } as const
    const stored = await reader.em.find(StoredNomination, { caseId: [...caseIds] }, order)
    const summaries = await reader.em.find(StoredCaseSummary, { id: stored.map(({ id }) => id) })
    const summaryOf = new Map(summaries.map((summary) => [summary.id, toCaseSummaryType(summary)]))
    const words = await openLooks(reader, stored.flatMap(sealedOf))
    const grouped = Map.groupBy(stored, ({ caseId }) => caseId)
    return caseIds.map((caseId) =>
      (grouped.get(caseId) ?? []).flatMap((nomination) => {
        const { id, reporterRecognisable, consentNeeded, nominatedBy, nominatedAt } = nomination
        const { withdrawnAt = null, ground = null } = nomination
        const summary = summaryOf.get(id)
        if (summary === undefined) return []
        const reason = words(id, 'sealed_reason')
        const withdrawalReason = words(id, 'sealed_withdrawal')
        const told = { reason, reporterRecognisable, consentNeeded, nominatedBy, nominatedAt }
        return [{ summary, ...told, withdrawnAt, ground, withdrawalReason }]
      }),
    )
  })
}

function sealedOf({ id, caseId, sealedReason, sealedWithdrawal }: StoredNomination) {
  const reason = { caseId, place: placeOf(id, 'sealed_reason'), sealed: sealedReason }
  if (sealedWithdrawal == null) return [reason]
  return [reason, { caseId, place: placeOf(id, 'sealed_withdrawal'), sealed: sealedWithdrawal }]
}

export function placeOf(rowId: string, field: 'sealed_reason' | 'sealed_withdrawal') {
  return { table: 'case_nomination', rowId, field }
}
