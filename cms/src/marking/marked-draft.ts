import type { Core, UID } from '@strapi/strapi'
import { nominationOf } from '../nominations/nomination-store'
import type { Transaction } from '../publication/document-action'
import { casePublicationType } from '../publication/governed-types'
import { keyedMarks, type KeyedMark } from './keyed-marks'
import { decisionsOn, type MarkDecision } from './mark-decisions'
import { textPiecesOf } from './publication-text'

export type DecidedMark = KeyedMark & { decided: MarkDecision | null }
export type MarkedDraft = {
  marks: DecidedMark[]
  editorId: number | null
  updatedAt: string
  isLinked: boolean
  withdrawn: boolean
}

type Draft = Record<string, unknown> & { updatedAt: string; updatedBy?: { id: number } | null }

/**
 * The marks of a draft as it is saved now, with what was decided on each. What the person who edited last had decided
 * before counts for nothing: nobody judges words they wrote.
 */
export async function markedDraft(
  strapi: Core.Strapi,
  trx: Transaction,
  documentId: string,
): Promise<MarkedDraft | undefined> {
  const draft = (await strapi.db.query(casePublicationType as UID.ContentType).findOne({
    where: { documentId, publishedAt: { $null: true } },
    populate: { updatedBy: { select: ['id'] } },
  })) as Draft | null
  if (draft === null) return undefined
  const summaryId = typeof draft['summaryId'] === 'string' ? draft['summaryId'] : ''
  const nomination = summaryId === '' ? undefined : await nominationOf(trx, summaryId)
  const cityIsTooFine = nomination?.regionCode.endsWith('0000') === true
  const editorId = draft.updatedBy?.id ?? null
  const decisions = await decisionsOn(trx, documentId)
  const marks = keyedMarks(textPiecesOf(draft), { cityIsTooFine }).map((mark) => {
    const decided = decisions.get(mark.key)
    return { ...mark, decided: decided === undefined || decided.actorId === editorId ? null : decided }
  })
  return {
    marks,
    editorId,
    updatedAt: draft.updatedAt,
    isLinked: nomination !== undefined,
    withdrawn: nomination?.withdrawnAt != null,
  }
}
