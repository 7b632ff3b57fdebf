import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { isUuid } from '../../shared/uuid.js'
import { CaseOfficerRole } from '../assignment/case-officer.type.js'
import { StoredCaseOfficer } from '../assignment/case-officer.entity.js'
import { requireOfficers } from '../assignment/named-officers.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'
import type { WritingDesk } from '../texts/seal-words.js'
import { requireDay } from './required-day.js'
import { StoredSiteVisit } from './site-visit.entity.js'
import { leastOfficers } from './team.js'
import { StoredVerificationTask } from './verification-task.entity.js'
import { sealFinding } from './verification-texts.js'
import type { SiteVisitInput } from './verification.input.js'

export type OnCase = { caseId: string; expectedVersion: number | null }

const mostEvidence = 50

/**
 * Begins the verification 核查 with the officers who go and look.
 *
 * @throws AndonError as every step, BAD_USER_INPUT for fewer than two, or one with a conflict of interest
 */
export async function startVerification(
  desk: CaseDesk,
  { officers, ...request }: OnCase & { officers: readonly string[] },
): Promise<Case> {
  const started = await takeStep(desk, { verb: 'startVerification', ...request }, async (scene) => {
    const { em, stored, actor, now } = scene
    requireOfficers(stored, officers, { least: leastOfficers, inputPath: 'officers' })
    const { subject: namedBy } = seatOf(actor)
    const known = await em.find(StoredCaseOfficer, { caseId: stored.id }, { refresh: true })
    for (const officer of known) officer.verifies = officers.includes(officer.account)
    const named = new Set(known.map(({ account }) => account))
    for (const account of officers.filter((one) => !named.has(one))) {
      const role = CaseOfficerRole.HANDLER
      const row = { caseId: stored.id, account, role, verifies: true, namedBy, namedAt: now }
      em.persist(em.create(StoredCaseOfficer, row))
    }
    return { audit: { facts: { officers: officers.length } } }
  })
  return toCaseType(started)
}

/** @throws AndonError as every step, and BAD_USER_INPUT */
export async function openVerificationTask(
  desk: WritingDesk,
  asked: OnCase & { content: string; officers: readonly string[]; dueOn: string | null },
): Promise<Case> {
  const { caseId, expectedVersion, content, officers, dueOn } = asked
  const verb = 'openVerificationTask'
  const opened = await takeStep(desk, { verb, caseId, expectedVersion }, async (scene) => {
    const { em, stored, now, proceedingId: id } = scene
    requireOfficers(stored, officers, { least: 1, inputPath: 'officers' })
    if (dueOn !== null) requireDay(dueOn, { now, is: 'TO_COME', inputPath: 'dueOn' })
    const words = { of: 'task', rowId: id, text: content, inputPath: 'content' } as const
    const sealedContent = await sealFinding(desk, scene, words)
    const openedBy = seatOf(scene.actor).subject
    const row = { id, caseId: stored.id, sealedContent, officers: [...officers], dueOn, openedBy }
    em.persist(em.create(StoredVerificationTask, { ...row, openedAt: now }))
    return { audit: { facts: { taskId: id } } }
  })
  return toCaseType(opened)
}

/** @throws AndonError as every step, and BAD_USER_INPUT */
export async function finishVerificationTask(
  desk: WritingDesk,
  { taskId, findings, ...request }: OnCase & { taskId: string; findings: string },
): Promise<Case> {
  const step = { verb: 'finishVerificationTask', ...request, proceedingId: taskId } as const
  const finished = await takeStep(desk, step, async (scene) => {
    const { em, stored, now } = scene
    const words = { of: 'taskFindings', rowId: taskId, text: findings, inputPath: 'findings' } as const
    const sealedFindings = await sealFinding(desk, scene, words)
    const done = { sealedFindings, finishedBy: seatOf(scene.actor).subject, finishedAt: now }
    await em.nativeUpdate(StoredVerificationTask, { id: taskId, caseId: stored.id }, done)
    return { audit: { facts: { taskId } } }
  })
  return toCaseType(finished)
}

/** @throws AndonError as every step, BAD_USER_INPUT for fewer than two officers or a time to come */
export async function recordSiteVisit(
  desk: WritingDesk,
  { visit, ...request }: OnCase & { visit: SiteVisitInput },
): Promise<Case> {
  const recorded = await takeStep(desk, { verb: 'recordSiteVisit', ...request }, async (scene) => {
    const { em, stored, now, actor } = scene
    const { beganAt, endedAt, officers, evidenceIds, place, findings } = visit
    requireOfficers(stored, officers, { least: leastOfficers, inputPath: 'visit.officers' })
    requireTimes(scene, visit)
    requireEvidence(evidenceIds)
    const id = randomUUID()
    const words = { rowId: id, text: place, inputPath: 'visit.place' }
    const sealedPlace = await sealFinding(desk, scene, { of: 'visitPlace', ...words })
    const found = { rowId: id, text: findings, inputPath: 'visit.findings' }
    const sealedFindings = await sealFinding(desk, scene, { of: 'visitFindings', ...found })
    const recordedBy = seatOf(actor).subject
    const row = {
      id,
      caseId: stored.id,
      beganAt,
      endedAt,
      officers,
      evidenceIds,
      sealedPlace,
      sealedFindings,
    }
    em.persist(em.create(StoredSiteVisit, { ...row, recordedBy, recordedAt: now }))
    return { audit: { facts: { visitId: id, officers: officers.length, evidence: evidenceIds.length } } }
  })
  return toCaseType(recorded)
}

function requireTimes({ stored, now }: Scene, { beganAt, endedAt }: SiteVisitInput): void {
  if (stored.openedAt <= beganAt && beganAt <= endedAt && endedAt <= now) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '检查时间应在立案之后、现在之前，且先开始后结束。',
      en: 'A visit begins after the case was opened, ends after it began, and is over.',
    },
    { inputPath: 'visit.beganAt' },
  )
}

function requireEvidence(ids: readonly string[]): void {
  if (ids.every(isUuid) && new Set(ids).size === ids.length && ids.length <= mostEvidence) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '证据编号有误、重复或过多。', en: 'Ids of evidence are wrong, repeated or too many.' },
    { inputPath: 'visit.evidenceIds' },
  )
}
