import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { toCaseType, type Case } from '../loop/case.type.js'
import { officerOf } from '../loop/step-actor.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'
import type { CaseTexts } from '../texts/case-texts.js'
import { requireText } from '../texts/required-text.js'
import { StoredSupplementRequest } from './supplement-request.entity.js'

/** Whoever screens, and what seals the words. */
export type ScreeningDesk = CaseDesk & { texts: CaseTexts }

export type OnCase = { caseId: string; expectedVersion: number | null }

/**
 * Asks the reporters of a case for what is missing. They read it beside the dialogue of their report and answer there.
 *
 * @throws AndonError as every step, BAD_USER_INPUT
 */
export async function requestSupplement(
  desk: ScreeningDesk,
  { caseId, expectedVersion, text }: OnCase & { text: string },
): Promise<Case> {
  const waiting = await takeStep(
    desk,
    { verb: 'requestSupplement', caseId, expectedVersion },
    async ({ em, stored, reports, actor, now }) => {
      const words = requireText(text, 'text')
      const id = randomUUID()
      const place = { table: 'supplement_request', rowId: id, field: 'sealed_text' }
      em.persist(
        em.create(StoredSupplementRequest, {
          id,
          caseId: stored.id,
          reportIds: answeredReports(reports),
          sealedText: await desk.texts.seal(em, stored.id, place, words),
          requestedBy: officerOf(actor).subject,
          requestedAt: now,
          answeredAt: null,
        }),
      )
      return { audit: { facts: { requestId: id } } }
    },
  )
  return toCaseType(waiting)
}

/** What was asked of a case counts as answered with the first supplement of one of its reporters. */
export async function noteSupplement(em: EntityManager, caseId: string, at: Date): Promise<void> {
  await em.nativeUpdate(StoredSupplementRequest, { caseId, answeredAt: null }, { answeredAt: at })
}

/** Who is answered: a withdrawn report gets no answer (应急〔2023〕106号). */
export function answeredReports(reports: Scene['reports']): string[] {
  return reports.filter(({ withdrawnAt }) => withdrawnAt == null).map(({ reportId }) => reportId)
}
