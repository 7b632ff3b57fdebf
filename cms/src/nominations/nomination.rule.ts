import { subtreePrefix } from '../content-subgraph/region-codes'
import { refuse, selectRows, type Rule, type Transaction } from '../publication/document-action'
import { asFirstContentIsRunning } from '../publication/four-eyes.rule'
import { casePublicationType } from '../publication/governed-types'
import { groundNames, nameOf } from './fact-names'
import { nominationOf } from './nomination-store'

type Data = Record<string, unknown>

/**
 * A typical case tells of a case that officers nominated, with the consents that needs, or names where it was public
 * before. Which case it is the log says, not the desk; and it stays the same one.
 */
export const nominationRule: Rule = async ({ action, trx, next }) => {
  if (action.uid !== casePublicationType || asFirstContentIsRunning()) return next()
  const { documentId, data } = action.params
  if (action.name === 'create' && data !== undefined) await link(trx, data)
  if (action.name === 'update' && data !== undefined && documentId !== undefined)
    await keepLink(trx, data, documentId)
  if (action.name === 'publish' && documentId !== undefined) await refuseUntellable(trx, documentId)
  return next()
}

async function link(trx: Transaction, data: Data): Promise<void> {
  const summaryId = textOf(data['summaryId'])
  if (summaryId === null) {
    if (textOf(data['caseId']) !== null) refuse('案件编号由线索自动填写，请从“典型案例线索”开始撰写。')
    return
  }
  const nomination = await nominationOf(trx, summaryId)
  if (nomination === undefined) refuse('没有这条典型案例线索，请从“典型案例线索”开始撰写。')
  if (nomination.withdrawnAt !== null)
    refuse(`这条线索已终止（${nameOf(groundNames, nomination.ground ?? '')}），不能据此撰写。`)
  data['summaryId'] = nomination.summaryId
  data['caseId'] = nomination.caseId
}

/** A form sends every field: what it says again is no change. */
async function keepLink(trx: Transaction, data: Data, documentId: string): Promise<void> {
  if (!('summaryId' in data) && !('caseId' in data)) return
  const [stored] = await selectRows<{ summaryId: string | null; caseId: string | null }>(
    trx,
    `SELECT nullif(summary_id, '') AS "summaryId", nullif(case_id, '') AS "caseId" FROM case_publications
      WHERE document_id = ? AND published_at IS NULL`,
    [documentId],
  )
  if (stored === undefined) return
  const wanted = {
    summaryId: 'summaryId' in data ? textOf(data['summaryId']) : stored.summaryId,
    caseId: 'caseId' in data ? textOf(data['caseId']) : stored.caseId,
  }
  if (wanted.summaryId === stored.summaryId && wanted.caseId === stored.caseId) return
  if (stored.summaryId !== null) refuse('这篇典型案例对应的案件已经确定，不能更改。')
  await link(trx, data)
}

async function refuseUntellable(trx: Transaction, documentId: string): Promise<void> {
  const [draft] = await selectRows<{ summaryId: string | null; source: string | null; regionCode: string }>(
    trx,
    `SELECT nullif(summary_id, '') AS "summaryId", nullif(trim(source), '') AS source, region_code AS "regionCode"
       FROM case_publications WHERE document_id = ? AND published_at IS NULL`,
    [documentId],
  )
  if (draft === undefined) return
  if (draft.summaryId === null) {
    if (draft.source === null)
      refuse('典型案例须来自办案人员推荐的线索；转载已公开案例的，请在“案例来源”中写明出处。')
    return
  }
  const nomination = await nominationOf(trx, draft.summaryId)
  if (nomination === undefined) refuse('没有对应的典型案例线索，不能发布。')
  if (nomination.withdrawnAt !== null) refuse(`${nameOf(groundNames, nomination.ground ?? '')}，不能发布。`)
  if (!nomination.regionCode.startsWith(subtreePrefix(draft.regionCode)))
    refuse(`线索只到 ${nomination.regionCode}，典型案例的行政区划不能更细，也不能是其他地区。`)
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null
