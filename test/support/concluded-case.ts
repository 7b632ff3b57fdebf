import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../platform/viewer/viewer.js'
import { takeStep } from '../../subgraphs/case/loop/take-step.js'
import { Conclusion } from '../../subgraphs/shared/dictionary/loop.js'
import type { CaseSubgraph } from './case-subgraph.js'
import { placeCases } from './placed-cases.js'
import { staffOf } from './staff.js'

/** Who verifies and concludes in these stories. */
export const verifier = staffOf('410102', 'CASE_OFFICER')

export type ConcludedCase = { caseId: string; reporters: Extract<Viewer, { kind: 'REPORTER' }>[] }

/** A case of several reporters that an officer of the county has just concluded; the first is an employee if asked. */
export async function concludedCase(
  subgraph: CaseSubgraph,
  how: { reporters?: number; conclusion?: Conclusion; firstIs?: 'PUBLIC' | 'EMPLOYEE' } = {},
): Promise<ConcludedCase> {
  const { reporters: count = 1, conclusion = Conclusion.SUBSTANTIATED, firstIs = 'PUBLIC' } = how
  const [placed] = await placeCases(subgraph.database, [{ state: 'VERIFYING' }])
  const { caseId, reportId } = placed!
  await subgraph.database.ask('UPDATE "case".case_report SET reporter_kind = $2 WHERE report_id = $1', [
    reportId,
    firstIs,
  ])
  const more = Array.from({ length: count - 1 }, () => randomUUID())
  for (const id of more)
    await subgraph.database.ask(
      `INSERT INTO "case".case_report (report_id, case_id, opened_case_id, mode, reporter_kind, submitted_at)
       VALUES ($1, $2, $2, 'ANONYMOUS', 'PUBLIC', now())`,
      [id, caseId],
    )
  await concludeAgain(subgraph, caseId, conclusion)
  return { caseId, reporters: [reportId, ...more].map((id) => ({ kind: 'REPORTER', reportId: id })) }
}

/** Concludes a case that is being verified, through the engine. */
export async function concludeAgain(
  subgraph: CaseSubgraph,
  caseId: string,
  conclusion: Conclusion = Conclusion.SUBSTANTIATED,
): Promise<void> {
  const { clock } = subgraph.services
  const desk = { em: subgraph.orm.em.fork(), viewer: verifier, clock }
  await takeStep(desk, { verb: 'concludeVerification', caseId }, ({ stored, now }) => {
    Object.assign(stored, { conclusion, concludedAt: now })
    return { decision: conclusion, facts: { conclusion, accidentLevel: null, deaths: 0 } }
  })
}

export const sendFeedback = `mutation($id: ID!, $input: FeedbackInput!, $reportId: ID) {
  sendFeedback(caseId: $id, input: $input, reportId: $reportId) { state } }`

export const fourParts = {
  conclusion: 'SUBSTANTIATED',
  findings: '经现场核查，第三车间安全出口确被封堵。',
  decision: '责令停产整改，处罚款二十万元。',
  rewardable: true,
}
