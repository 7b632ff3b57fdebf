import type { EntityManager } from '@mikro-orm/postgresql'
import { hkdfSync, randomBytes } from 'node:crypto'
import { openBytes, sealBytes, type Place } from './cipher.js'
import { StoredContentKey } from './content-key.entity.js'
import type { EnvelopeKey, EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { pad, unpad } from '../../shared/sealed-content/padding.js'

/** Opens and seals the texts of one report. */
export type ContentKey = {
  seal: (place: Place, text: string) => Buffer
  /** @throws Error where it was not sealed for this place under this key */
  open: (place: Place, sealed: Uint8Array) => string
  /** A key for another use, from which this one cannot be told. */
  derive: (purpose: string) => Buffer
}

export type ContentKeys = {
  /** A new key, stored with the next flush. */
  create: (em: EntityManager, reportId: string) => ContentKey
  /** Keys of reports; one that was destroyed is missing. One query. */
  of: (em: EntityManager, reportIds: readonly string[]) => Promise<Map<string, ContentKey>>
  /** Of what it sealed nothing opens any more; eraseContent takes the rest along. */
  destroy: (em: EntityManager, reportId: string, at: Date) => Promise<void>
  /** Wraps what an older envelope key holds under the one in force; how many it were. */
  rewrap: (em: EntityManager, atMost: number) => Promise<number>
}

export function createContentKeys(envelope: EnvelopeKeys): ContentKeys {
  const unwrap = ({ reportId, envelopeKeyId, wrapped }: StoredContentKey): Buffer | undefined => {
    if (wrapped === null || wrapped === undefined) return undefined
    const key = envelope.byId(envelopeKeyId)
    if (key === undefined) throw new Error(`the envelope key ${envelopeKeyId} is not among the settings`)
    return openBytes(key.bytes, key.id, wrapOf(reportId), wrapped)
  }
  return {
    create: (em, reportId) => {
      const bytes = randomBytes(32)
      const row = { reportId, ...wrap(envelope.current, reportId, bytes), destroyedAt: null }
      em.persist(em.create(StoredContentKey, row))
      return toContentKey(reportId, bytes)
    },
    of: async (em, reportIds) => {
      const rows = await em.find(StoredContentKey, { reportId: [...reportIds] })
      return new Map(
        rows.flatMap((row) => {
          const bytes = unwrap(row)
          return bytes === undefined ? [] : [[row.reportId, toContentKey(row.reportId, bytes)]]
        }),
      )
    },
    destroy: async (em, reportId, at) => {
      await em.nativeUpdate(StoredContentKey, { reportId }, { wrapped: null, destroyedAt: at })
    },
    rewrap: async (em, atMost) => {
      const older = { envelopeKeyId: { $ne: envelope.current.id }, wrapped: { $ne: null } }
      const rows = await em.find(StoredContentKey, older, { limit: atMost })
      for (const row of rows) {
        const bytes = unwrap(row)
        if (bytes !== undefined) Object.assign(row, wrap(envelope.current, row.reportId, bytes))
      }
      await em.flush()
      return rows.length
    },
  }
}

function wrap(key: EnvelopeKey, reportId: string, bytes: Buffer): { envelopeKeyId: string; wrapped: Buffer } {
  return { envelopeKeyId: key.id, wrapped: sealBytes(key.bytes, key.id, wrapOf(reportId), bytes) }
}

function wrapOf(reportId: string): Place {
  return { table: 'content_key', rowId: reportId, field: 'wrapped', version: 1 }
}

function toContentKey(reportId: string, bytes: Buffer): ContentKey {
  return {
    seal: (place, text) => sealBytes(bytes, reportId, place, pad(Buffer.from(text))),
    open: (place, sealed) => unpad(openBytes(bytes, reportId, place, sealed)).toString(),
    derive: (purpose) =>
      Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), `andon derived key v1 ${purpose}`, 32)),
  }
}
