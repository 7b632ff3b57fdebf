import { AndonError } from '../../../platform/errors.js'
import { addDays, dayInChina } from '../../shared/day.js'
import { StoredDeadline, running } from '../deadlines/deadline.entity.js'
import { ruleFor } from '../deadlines/deadline-rule.service.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { extensionAnswer, extensionReason, StoredExtension } from './extension.entity.js'

type OnCase = { caseId: string; expectedVersion: number | null }

/**
 * Asks for more time to verify 延期: once for a term, and no more days than the rule of the place gives.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT
 */
export async function requestExtension(
  desk: WritingDesk,
  { days, reason, ...request }: OnCase & { days: number; reason: string },
): Promise<Case> {
  const asked = await takeStep(desk, { verb: 'requestExtension', ...request }, async (scene) => {
    const { em, stored, now, actor, proceedingId: id } = scene
    await requireDays(scene, days)
    const place = { ...extensionReason, rowId: id }
    const sealedReason = await sealWords(desk, scene, { place, text: reason, inputPath: 'reason' })
    const row = { id, caseId: stored.id, days, sealedReason, requestedBy: seatOf(actor).subject }
    em.persist(em.create(StoredExtension, { ...row, requestedAt: now }))
    return { audit: { facts: { days } } }
  })
  return toCaseType(asked)
}

async function requireDays({ em, stored, now }: Scene, days: number): Promise<void> {
  const { days: most } = await ruleFor(em, 'EXTENSION', stored.regionPath, now)
  if (days >= 1 && days <= most) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: `延期应为 1 到 ${String(most)} 天。`, en: `An extension is 1 to ${String(most)} days.` },
    { inputPath: 'days' },
  )
}

/**
 * Decides on it, by the next level and another person. Granted, the term ends so many days later and the reporter is
 * told, as the 2018 办法 asks.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT
 */
export async function decideExtension(
  desk: WritingDesk,
  { approved, reason, ...request }: OnCase & { approved: boolean; reason: string },
): Promise<Case> {
  const decided = await takeStep(desk, { verb: 'decideExtension', ...request }, async (scene) => {
    const { em, stored, now, actor, proceedingId: id } = scene
    const asked = await em.findOne(StoredExtension, { id })
    if (asked === null) throw new AndonError('CONFLICT', undefined, { inputPath: 'caseId' })
    const { days } = asked
    const place = { ...extensionAnswer, rowId: id }
    const sealedAnswer = await sealWords(desk, scene, { place, text: reason, inputPath: 'reason' })
    const answer = { approved, sealedAnswer, decidedBy: seatOf(actor).subject, decidedAt: now }
    await em.nativeUpdate(StoredExtension, { id }, answer)
    if (!approved) return { decision: 'DECLINED', audit: { facts: { days } } }
    stored.extended = true
    const dueOn = { VERIFICATION: addDays(await lastDayOf(scene), days) }
    return { decision: 'APPROVED', facts: { days }, dueOn, audit: { facts: { days, ...dueOn } } }
  })
  return toCaseType(decided)
}

/** From the end of the term, also where that is over: the days were asked for while it ran. */
async function lastDayOf({ em, stored, now }: Scene): Promise<string> {
  const term = await em.findOne(StoredDeadline, { ...running, caseId: stored.id, kind: 'VERIFICATION' })
  return dayInChina(term?.dueAt ?? now)
}
