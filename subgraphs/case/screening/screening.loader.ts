import type DataLoader from 'dataloader'
import { CaseOutcome } from '../../shared/dictionary/loop.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { StoredCase } from '../loop/case.entity.js'
import { createAnswerLoader, type AnswerKind, type AnswerMeans, type Of } from './answer.loader.js'
import { StoredReferral } from './referral.entity.js'
import { StoredRefusal } from './refusal.entity.js'
import type { Referral, Refusal } from './refusal.type.js'
import { StoredSupplementRequest } from './supplement-request.entity.js'
import type { SupplementRequest } from './supplement-request.type.js'

/** What was said last, to a report or in a case. */
type Answers = {
  supplementRequests: DataLoader<string, SupplementRequest | null>
  refusals: DataLoader<string, Refusal | null>
  referrals: DataLoader<string, Referral | null>
}

export type ScreeningLoaders = { ofReport: Answers; ofCase: Answers }

export function createScreeningLoaders(means: AnswerMeans): ScreeningLoaders {
  const answers = (of: Of): Answers => ({
    supplementRequests: createAnswerLoader(means, of, supplementRequests),
    refusals: createAnswerLoader(means, of, refusalsFor(means.viewer)),
    referrals: createAnswerLoader(means, of, referralsFor(means.viewer)),
  })
  return { ofReport: answers('REPORT'), ofCase: answers('CASE') }
}

const supplementRequests: AnswerKind<StoredSupplementRequest, 'sealed_text', SupplementRequest> = {
  table: 'supplement_request',
  find: (em, whose) =>
    em.find(StoredSupplementRequest, whose, { orderBy: { requestedAt: 'asc', id: 'asc' } }),
  sealed: ({ sealedText }) => ({ sealed_text: sealedText }),
  show: ({ id, requestedAt, answeredAt }, { sealed_text: text }) => ({
    id,
    text,
    requestedAt,
    answeredAt: answeredAt ?? null,
  }),
}

type SealedOfRefusal = 'sealed_reason' | 'sealed_legal_basis' | 'sealed_why_no_supplement'

function refusalsFor(viewer: Viewer): AnswerKind<StoredRefusal, SealedOfRefusal, Refusal> {
  const forStaff = <T>(value: T): T | null => (viewer.kind === 'STAFF' ? value : null)
  return {
    table: 'refusal',
    find: async (em, whose) => {
      const rows = await em.find(StoredRefusal, whose, { orderBy: { refusedAt: 'asc', id: 'asc' } })
      // Found again below without another query.
      await em.find(StoredCase, { id: rows.map(({ caseId }) => caseId) })
      return rows
    },
    sealed: ({ sealedReason, sealedLegalBasis, sealedWhyNoSupplement }) => ({
      sealed_reason: sealedReason,
      sealed_legal_basis: sealedLegalBasis,
      sealed_why_no_supplement: sealedWhyNoSupplement,
    }),
    show: async (row, opened, em) => {
      const { id, ground, noticeVersion, noticeClause, refusedAt } = row
      const { outcome } = await em.findOneOrFail(StoredCase, { id: row.caseId })
      return {
        id,
        ground,
        subKind: row.subKind ?? null,
        reason: opened.sealed_reason,
        legalBasis: opened.sealed_legal_basis,
        noticeVersion,
        noticeClause,
        refusedAt,
        reversed: outcome !== CaseOutcome.REFUSED,
        whyNoSupplement: forStaff(opened.sealed_why_no_supplement),
        earlierCaseId: forStaff(row.earlierCaseId ?? null),
        sameness: forStaff(row.sameness ?? null),
        refusedBy: forStaff(row.refusedBy),
      }
    },
  }
}

type SealedOfReferral = 'sealed_reason' | 'sealed_passing_basis'

function referralsFor(viewer: Viewer): AnswerKind<StoredReferral, SealedOfReferral, Referral> {
  return {
    table: 'referral',
    find: (em, whose) => em.find(StoredReferral, whose, { orderBy: { referredAt: 'asc', id: 'asc' } }),
    sealed: ({ sealedReason, sealedPassingBasis }) => ({
      sealed_reason: sealedReason,
      sealed_passing_basis: sealedPassingBasis,
    }),
    show: (row, opened) => {
      const { id, departmentCode, department, legalBasis, contentPassedOn, referredAt } = row
      return {
        id,
        departmentCode,
        department,
        departmentAuthority: row.departmentAuthorityId == null ? null : { id: row.departmentAuthorityId },
        legalBasis,
        contentPassedOn,
        reason: opened.sealed_reason,
        passingBasis: opened.sealed_passing_basis,
        referredAt,
        referredBy: viewer.kind === 'STAFF' ? row.referredBy : null,
      }
    },
  }
}
