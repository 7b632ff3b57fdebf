import type { EntityManager } from '@mikro-orm/postgresql'
import { randomBytes } from 'node:crypto'
import { openBytes, sealBytes, type SealedPlace } from '../../shared/sealed-content/cipher.js'
import type { EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { pad, unpad } from '../../shared/sealed-content/padding.js'
import { StoredCaseKey } from './case-key.entity.js'

/** Where a text of a case stands: it opens nowhere else. */
export type TextPlace = { table: string; rowId: string; field: string }

/**
 * What officers and reporters write in a case, sealed under a key for each case: reasons, findings, feedback, names of
 * units. Call `seal` inside the step that writes it; a key is made with the first text of a case.
 */
export type CaseTexts = {
  seal: (em: EntityManager, caseId: string, place: TextPlace, text: string) => Promise<Buffer>
  /** Null where the key was destroyed with the case. */
  open: (em: EntityManager, caseId: string, place: TextPlace, sealed: Uint8Array) => Promise<string | null>
  /** Many at once, in the order asked, with one query for their keys. */
  openAll: (em: EntityManager, texts: readonly SealedText[]) => Promise<(string | null)[]>
  /** Of what it sealed nothing opens any more. */
  destroy: (em: EntityManager, caseId: string, at: Date) => Promise<void>
}

export type SealedText = { caseId: string; place: TextPlace; sealed: Uint8Array }

export function createCaseTexts(envelope: EnvelopeKeys): CaseTexts {
  const openAll: CaseTexts['openAll'] = async (em, texts) => {
    const rows = await em.find(StoredCaseKey, { caseId: [...new Set(texts.map(({ caseId }) => caseId))] })
    const keys = new Map(rows.map((row) => [row.caseId, unwrap(envelope, row)]))
    return texts.map(({ caseId, place, sealed }) => {
      const key = keys.get(caseId)
      return key === undefined ? null : unpad(openBytes(key, caseId, placed(place), sealed)).toString()
    })
  }
  return {
    seal: async (em, caseId, place, text) => {
      const key = await keyToSeal(em, envelope, caseId)
      return sealBytes(key, caseId, placed(place), pad(Buffer.from(text)))
    },
    open: async (em, caseId, place, sealed) => (await openAll(em, [{ caseId, place, sealed }]))[0] ?? null,
    openAll,
    destroy: async (em, caseId, at) => {
      await em.nativeUpdate(StoredCaseKey, { caseId }, { wrapped: null, destroyedAt: at })
    },
  }
}

/** Whoever comes first makes it: of two at once one row stays, and both seal under that. */
async function keyToSeal(em: EntityManager, envelope: EnvelopeKeys, caseId: string): Promise<Buffer> {
  const { current } = envelope
  const known = await em.findOne(StoredCaseKey, { caseId })
  if (known === null) {
    const wrapped = sealBytes(current.bytes, current.id, wrapOf(caseId), randomBytes(32))
    const row = { caseId, envelopeKeyId: current.id, wrapped, destroyedAt: null }
    await em.upsert(StoredCaseKey, row, { onConflictAction: 'ignore' })
  }
  const stored = known ?? (await em.findOneOrFail(StoredCaseKey, { caseId }, { refresh: true }))
  const key = unwrap(envelope, stored)
  if (key === undefined) throw new Error('the texts of this case were erased')
  return key
}

function unwrap(
  envelope: EnvelopeKeys,
  { caseId, envelopeKeyId, wrapped }: StoredCaseKey,
): Buffer | undefined {
  if (wrapped === null || wrapped === undefined) return undefined
  const key = envelope.byId(envelopeKeyId)
  if (key === undefined) throw new Error(`the envelope key ${envelopeKeyId} is not among the settings`)
  return openBytes(key.bytes, key.id, wrapOf(caseId), wrapped)
}

/** Texts of the loop are written once and never changed; a correction is another row. */
function placed(place: TextPlace): SealedPlace {
  return { subgraph: 'case', ...place, version: 1 }
}

function wrapOf(caseId: string): SealedPlace {
  return { subgraph: 'case', table: 'case_key', rowId: caseId, field: 'wrapped', version: 1 }
}
