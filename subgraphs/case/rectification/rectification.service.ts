import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep } from '../loop/take-step.js'
import { requireLastDay } from '../deadlines/last-day.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { StoredRectification } from './rectification.entity.js'
import { placeOf } from './rectification.loader.js'

type OnCase = { caseId: string; expectedVersion: number | null }

/** @throws AndonError as every step, BAD_USER_INPUT for a day that is over or words that cannot be read */
export async function orderRectification(
  desk: WritingDesk,
  { order, dueOn, ...request }: OnCase & { order: string; dueOn: string },
): Promise<Case> {
  const ordered = await takeStep(desk, { verb: 'orderRectification', ...request }, async (scene) => {
    const { em, stored, now, proceedingId: id } = scene
    requireLastDay(dueOn, now)
    const place = placeOf(id, 'sealed_order')
    em.persist(
      em.create(StoredRectification, {
        id,
        caseId: stored.id,
        dueOn,
        sealedOrder: await sealWords(desk, scene, { place, text: order, inputPath: 'order' }),
        orderedBy: seatOf(scene.actor).subject,
        orderedAt: now,
      }),
    )
    return { dueOn: { RECTIFICATION: dueOn }, audit: { facts: { rectificationId: id, dueOn } } }
  })
  return toCaseType(ordered)
}

/** @throws AndonError as every step, BAD_USER_INPUT for words that cannot be read */
export async function confirmRectification(
  desk: WritingDesk,
  { rectificationId: id, finding, ...request }: OnCase & { rectificationId: string; finding: string },
): Promise<Case> {
  const step = { verb: 'confirmRectification', proceedingId: id, ...request } as const
  const confirmed = await takeStep(desk, step, async (scene) => {
    const { em, now } = scene
    const place = placeOf(id, 'sealed_finding')
    const sealedFinding = await sealWords(desk, scene, { place, text: finding, inputPath: 'finding' })
    const rectification = await em.findOneOrFail(StoredRectification, { id })
    em.assign(rectification, { sealedFinding, confirmedBy: seatOf(scene.actor).subject, confirmedAt: now })
    return { audit: { facts: { rectificationId: id } } }
  })
  return toCaseType(confirmed)
}
