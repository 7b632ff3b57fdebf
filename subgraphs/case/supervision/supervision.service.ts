import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireLastDay } from '../deadlines/last-day.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { isAtOrAbove } from '../loop/standing.js'
import { notYours } from '../loop/step-errors.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep } from '../loop/take-step.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import {
  StoredSupervisionItem,
  StoredSupervisionOrder,
  StoredSupervisionReply,
  StoredSupervisionUrge,
} from './supervision.entity.js'
import type { SupervisionReplyInput } from './supervision.type.js'

type OnCase = { caseId: string; expectedVersion: number | null }
type OnOrder = OnCase & { orderId: string }

const mostItems = 20

/** @throws AndonError as every step, BAD_USER_INPUT for a day that is over or items that cannot be read */
export async function superviseCase(
  desk: WritingDesk,
  { items, dueOn, ...request }: OnCase & { items: string[]; dueOn: string },
): Promise<Case> {
  const supervised = await takeStep(desk, { verb: 'superviseCase', ...request }, async (scene) => {
    requireItems(items)
    requireLastDay(dueOn, scene.now)
    const { em, stored, now, proceedingId: orderId } = scene
    const seat = seatOf(scene.actor)
    em.persist(
      em.create(StoredSupervisionOrder, { id: orderId, caseId: stored.id, ...seat, orderedAt: now, dueOn }),
    )
    for (const [position, text] of items.entries()) {
      const id = randomUUID()
      const place = { table: 'supervision_item', rowId: id, field: 'sealed_text' }
      const sealedText = await sealWords(desk, scene, { place, text, inputPath: `items.${String(position)}` })
      em.persist(em.create(StoredSupervisionItem, { id, orderId, position, sealedText }))
    }
    return {
      facts: { orderId, byAuthorityId: seat.authorityId },
      dueOn: { SUPERVISION: dueOn },
      audit: { facts: { orderId, items: items.length, dueOn } },
    }
  })
  return toCaseType(supervised)
}

/** @throws AndonError as every step */
export async function urgeSupervision(
  desk: WritingDesk,
  { orderId, text, ...request }: OnOrder & { text?: string | null },
): Promise<Case> {
  const step = { verb: 'urgeSupervision', proceedingId: orderId, ...request } as const
  const urged = await takeStep(desk, step, async (scene) => {
    const { em, now } = scene
    const id = randomUUID()
    const place = { table: 'supervision_urge', rowId: id, field: 'sealed_text' }
    const sealedText = text == null ? null : await sealWords(desk, scene, { place, text, inputPath: 'text' })
    em.persist(em.create(StoredSupervisionUrge, { id, orderId, ...seatOf(scene.actor), sealedText, at: now }))
    return { audit: { facts: { orderId } } }
  })
  return toCaseType(urged)
}

/** @throws AndonError as every step, BAD_USER_INPUT unless every item is answered once */
export async function replyToSupervision(
  desk: WritingDesk,
  { orderId, replies, ...request }: OnOrder & { replies: SupervisionReplyInput[] },
): Promise<Case> {
  const step = { verb: 'replyToSupervision', proceedingId: orderId, ...request } as const
  const replied = await takeStep(desk, step, async (scene) => {
    const { em, now } = scene
    const items = await em.find(StoredSupervisionItem, { orderId })
    requireEveryItem(items, replies)
    for (const [index, { itemId, text }] of replies.entries()) {
      const id = randomUUID()
      const place = { table: 'supervision_reply', rowId: id, field: 'sealed_text' }
      const inputPath = `replies.${String(index)}.text`
      const sealedText = await sealWords(desk, scene, { place, text, inputPath })
      em.persist(
        em.create(StoredSupervisionReply, { id, itemId, ...seatOf(scene.actor), sealedText, at: now }),
      )
    }
    return { audit: { facts: { orderId } } }
  })
  return toCaseType(replied)
}

/**
 * Released by the authority that ordered it, or one above that. Another authority between the two is not asked.
 *
 * @throws AndonError as every step
 */
export async function releaseSupervision(
  desk: WritingDesk,
  { orderId, reason, ...request }: OnOrder & { reason: string },
): Promise<Case> {
  const step = { verb: 'releaseSupervision', proceedingId: orderId, ...request } as const
  const released = await takeStep(desk, step, async (scene) => {
    const { em, now } = scene
    const seat = seatOf(scene.actor)
    const order = await em.findOneOrFail(StoredSupervisionOrder, { id: orderId })
    if (!(await isAtOrAbove(em, seat.authorityId, order.authorityId))) throw notYours()
    const place = { table: 'supervision_order', rowId: orderId, field: 'sealed_release_reason' }
    em.assign(order, {
      releasedAt: now,
      releasedByAuthorityId: seat.authorityId,
      releasedBy: seat.subject,
      sealedReleaseReason: await sealWords(desk, scene, { place, text: reason, inputPath: 'reason' }),
    })
    return { facts: { orderId }, audit: { facts: { orderId } } }
  })
  return toCaseType(released)
}

function requireItems(items: readonly string[]): void {
  if (items.length >= 1 && items.length <= mostItems) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `督办事项应为 1 到 ${String(mostItems)} 项。`,
      en: `An order has 1 to ${String(mostItems)} items.`,
    },
    { inputPath: 'items' },
  )
}

function requireEveryItem(items: readonly { id: string }[], replies: readonly SupervisionReplyInput[]): void {
  const wanted = items.map(({ id }) => id).sort()
  const given = replies.map(({ itemId }) => itemId).sort()
  if (wanted.length === given.length && wanted.every((id, index) => id === given[index])) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请逐项回复，每项一条。', en: 'Reply to every item, once each.' },
    { inputPath: 'replies' },
  )
}
