import { AndonError } from '../../../platform/errors.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { caseOfReporter, seatOf } from '../loop/step-actor.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { StoredFollowUp } from './follow-up.entity.js'
import { placeOf } from './follow-up.loader.js'
import { FollowUpAction, type FollowUpInput } from './follow-up.type.js'

/**
 * Records what a reporter said when asked whether there was retaliation; due of employees, and of who asks for it, and
 * free of everybody else.
 *
 * @throws AndonError as every step, BAD_USER_INPUT for another case's report or retaliation nobody acts upon
 */
export async function recordFollowUp(
  desk: WritingDesk,
  {
    input,
    ...request
  }: { caseId: string; reportId: string; input: FollowUpInput; expectedVersion: number | null },
): Promise<Case> {
  const recorded = await takeStep(desk, { verb: 'recordFollowUp', ...request }, async (scene) => {
    const { em, stored, now, proceedingId: id } = scene
    const { retaliation, action, text } = input
    requireReport(scene, request.reportId)
    if (retaliation && action === FollowUpAction.NONE) throw nobodyActs()
    em.persist(
      em.create(StoredFollowUp, {
        id,
        caseId: stored.id,
        reportId: request.reportId,
        retaliation,
        action,
        sealedText: await sealWords(desk, scene, { place: placeOf(id), text, inputPath: 'input.text' }),
        ...seatOf(scene.actor),
        at: now,
      }),
    )
    return { facts: { reportId: request.reportId }, audit: { facts: { retaliation, action } } }
  })
  return toCaseType(recorded)
}

/** @throws AndonError as every step; CONFLICT where one is due already */
export async function requestFollowUp(desk: CaseDesk): Promise<true> {
  const { caseId, reportId } = await caseOfReporter(desk, 'requestFollowUp')
  await takeStep(desk, { verb: 'requestFollowUp', caseId, reportId }, () => ({}))
  return true
}

function requireReport({ reports }: Scene, reportId: string): void {
  if (reports.some((report) => report.reportId === reportId)) return
  throw new AndonError('BAD_USER_INPUT', notOfCase, { inputPath: 'reportId' })
}

const notOfCase = { zh: '这件举报不在本案中。', en: 'This report is not handled in the case.' }

function nobodyActs(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '举报人受到打击报复的，应当作出处理。',
      en: 'Where there was retaliation something is to be done.',
    },
    { inputPath: 'input.action' },
  )
}
