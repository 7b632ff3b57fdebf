import type { Core, UID } from '@strapi/strapi'
import { actingAccount } from './actor'
import type { DocumentAction, Transaction } from './document-action'
import { addHistoryRow } from './history'
import { wholeText } from './history.rule'
import { StaleDraft } from './stale-draft'

/** What the history calls a save that was refused because somebody had saved before. */
export const refusedSave = 'refused'

type Row = Record<string, unknown>

/**
 * The desk's form is filled anew after a refused save, and with it would go what somebody has just written. It is
 * kept beside the versions, outside the transaction that was undone, and can be taken back into the draft.
 */
export async function keepRefusedSave(
  strapi: Core.Strapi,
  action: DocumentAction,
  error: unknown,
): Promise<never> {
  const { documentId, data } = action.params
  if (error instanceof StaleDraft && action.name === 'update' && documentId !== undefined)
    await addHistoryRow(strapi.db.connection as unknown as Transaction, {
      uid: action.uid,
      documentId,
      action: refusedSave,
      actorId: actingAccount(strapi),
      content: await asItWouldStand(strapi, action.uid, documentId, data ?? {}),
    })
  throw error
}

/** The draft with the refused words in it, in the shape the history keeps. */
async function asItWouldStand(
  strapi: Core.Strapi,
  uid: string,
  documentId: string,
  data: Row,
): Promise<Row | null> {
  const draft = (await strapi.db.query(uid as UID.ContentType).findOne({
    where: { documentId, publishedAt: { $null: true } },
    populate: wholeText(strapi, uid),
  })) as Row | null
  if (draft === null) return null
  const { attributes } = strapi.contentType(uid as UID.ContentType)
  const written = Object.entries(data).flatMap(([name, value]): [string, unknown][] => {
    const type = attributes[name]?.type
    if (type === undefined || name === 'createdBy' || name === 'updatedBy') return []
    if (type === 'relation') return related(value).map((other) => [name, other])
    return [[name, type === 'media' ? withIds(value) : value]]
  })
  return { ...draft, ...Object.fromEntries(written) }
}

/** A form says what to connect and disconnect; nothing of either leaves what was there. */
function related(value: unknown): unknown[] {
  const { connect, disconnect } = (value ?? {}) as { connect?: unknown[]; disconnect?: unknown[] }
  if (connect !== undefined && connect.length > 0) return [connect[0]]
  return disconnect !== undefined && disconnect.length > 0 ? [null] : []
}

const withIds = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(withIds) : typeof value === 'number' ? { id: value } : value
