import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import type { SealedText } from '../texts/case-texts.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import {
  StoredSupervisionItem,
  StoredSupervisionOrder,
  StoredSupervisionReply,
  StoredSupervisionUrge,
} from './supervision.entity.js'
import { SupervisionState, type SupervisionOrder } from './supervision.type.js'

export type SupervisionLoader = DataLoader<string, SupervisionOrder[]>

/** The orders of cases with all that was said to them; the same few queries for a whole list. */
export function createSupervisionLoader(reader: TextReader): SupervisionLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    if (!isStaffWho(reader.viewer, 'READ_CASES')) return caseIds.map(() => [])
    const rows = await rowsOf(reader.em, caseIds)
    const words = await openLooks(
      reader,
      rows.orders.flatMap((order) => sealedOf(order, rows)),
    )
    const grouped = Map.groupBy(rows.orders, ({ caseId }) => caseId)
    return caseIds.map((id) => (grouped.get(id) ?? []).map((order) => toOrder(order, rows, words)))
  })
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

async function rowsOf(em: EntityManager, caseIds: readonly string[]) {
  const orders = await em.find(
    StoredSupervisionOrder,
    { caseId: [...caseIds] },
    { orderBy: { orderedAt: 'asc', id: 'asc' } },
  )
  const orderId = orders.map(({ id }) => id)
  const states = await em.find(StoredProceeding, { id: orderId })
  const items = await em.find(StoredSupervisionItem, { orderId }, { orderBy: { position: 'asc' } })
  const urges = await em.find(StoredSupervisionUrge, { orderId }, { orderBy: { at: 'asc', id: 'asc' } })
  const itemId = items.map(({ id }) => id)
  const replies = await em.find(StoredSupervisionReply, { itemId }, { orderBy: { at: 'asc', id: 'asc' } })
  return {
    orders,
    states: new Map(states.map(({ id, state }) => [id, state])),
    items: Map.groupBy(items, (item) => item.orderId),
    urges: Map.groupBy(urges, (urge) => urge.orderId),
    replies: Map.groupBy(replies, (reply) => reply.itemId),
  }
}

function sealedOf({ id, caseId, sealedReleaseReason }: StoredSupervisionOrder, rows: Rows): SealedText[] {
  const items = rows.items.get(id) ?? []
  const text = (
    table: string,
    rowId: string,
    sealed: Uint8Array | null | undefined,
    field = 'sealed_text',
  ) => (sealed == null ? [] : [{ caseId, place: { table, rowId, field }, sealed }])
  return [
    ...text('supervision_order', id, sealedReleaseReason, 'sealed_release_reason'),
    ...items.flatMap((item) => text('supervision_item', item.id, item.sealedText)),
    ...(rows.urges.get(id) ?? []).flatMap((urge) => text('supervision_urge', urge.id, urge.sealedText)),
    ...items
      .flatMap((item) => rows.replies.get(item.id) ?? [])
      .flatMap((reply) => text('supervision_reply', reply.id, reply.sealedText)),
  ]
}

function toOrder(
  order: StoredSupervisionOrder,
  rows: Rows,
  words: (rowId: string) => string | null,
): SupervisionOrder {
  const { id, authorityId, orderedAt, dueOn } = order
  return {
    id,
    state: SupervisionState[(rows.states.get(id) ?? 'ORDERED') as keyof typeof SupervisionState],
    authorityId,
    orderedAt,
    dueOn,
    items: (rows.items.get(id) ?? []).map((item) => ({
      id: item.id,
      text: words(item.id),
      replies: (rows.replies.get(item.id) ?? []).map((reply) => ({
        id: reply.id,
        text: words(reply.id),
        authorityId: reply.authorityId,
        at: reply.at,
      })),
    })),
    urges: (rows.urges.get(id) ?? []).map((urge) => ({
      id: urge.id,
      text: words(urge.id),
      authorityId: urge.authorityId,
      at: urge.at,
    })),
    releasedAt: order.releasedAt ?? null,
    releasedByAuthorityId: order.releasedByAuthorityId ?? null,
    releaseReason: words(id),
  }
}
