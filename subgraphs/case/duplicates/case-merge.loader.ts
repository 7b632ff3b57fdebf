import DataLoader from 'dataloader'
import type { CaseLoaders } from '../loop/case.loader.js'
import type { AnswerMeans } from '../screening/answer.loader.js'
import { recordTextLooks } from '../texts/text-looks.js'
import { StoredCaseMerge } from './case-merge.entity.js'
import type { CaseMerge } from './case-merge.type.js'

export type CaseMergeLoader = DataLoader<string, CaseMerge[]>

/** Merges a case took part in, first to last, with their reasons: in the transaction in which the look is recorded. */
export function createCaseMergeLoader(
  { em, viewer, texts }: AnswerMeans,
  { cases }: Pick<CaseLoaders, 'cases'>,
): CaseMergeLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    const [rows, words] = await em.fork().transactional(async (inner) => {
      const found = await inner.find(
        StoredCaseMerge,
        { $or: [{ caseId: [...caseIds] }, { intoCaseId: [...caseIds] }] },
        { orderBy: { mergedAt: 'asc', id: 'asc' } },
      )
      const ids = found.map(({ caseId }) => caseId)
      await recordTextLooks(inner, viewer, ids)
      return [found, await texts.openAll(inner, found.flatMap(sealedOf))] as const
    })
    const merges = await Promise.all(
      rows.map(async (row) => ({
        row,
        into: await cases.load(row.intoCaseId),
        of: await cases.load(row.caseId),
      })),
    )
    let next = 0
    const shown = merges.map(({ row, into, of }) => {
      const reason = words[next++] ?? null
      const unmergeReason = row.sealedUnmergeReason == null ? null : (words[next++] ?? null)
      return { row, merge: toCaseMerge(row, { into, case: of, reason, unmergeReason }) }
    })
    return caseIds.map((id) =>
      shown.flatMap(({ row, merge }) => (row.caseId === id || row.intoCaseId === id ? [merge] : [])),
    )
  })
}

function sealedOf({ id, caseId, sealedReason, sealedUnmergeReason }: StoredCaseMerge) {
  const place = { table: 'case_merge', rowId: id }
  const reason = { caseId, place: { ...place, field: 'sealed_reason' }, sealed: sealedReason }
  if (sealedUnmergeReason == null) return [reason]
  return [
    reason,
    { caseId, place: { ...place, field: 'sealed_unmerge_reason' }, sealed: sealedUnmergeReason },
  ]
}

function toCaseMerge(
  { id, mergedBy, mergedAt, unmergedBy, unmergedAt }: StoredCaseMerge,
  opened: Pick<CaseMerge, 'case' | 'into' | 'reason' | 'unmergeReason'>,
): CaseMerge {
  return { id, mergedBy, mergedAt, unmergedBy: unmergedBy ?? null, unmergedAt: unmergedAt ?? null, ...opened }
}
