import { openBytes, sealBytes, type SealedPlace } from '../../shared/sealed-content/cipher.js'
import type { EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { pad, unpad } from '../../shared/sealed-content/padding.js'

/** The telephone of who filled in a form: personal data of staff (E18), sealed in the row of its filing. */
export type PhoneSeal = {
  seal: (filingId: string, phone: string) => Buffer
  open: (filingId: string, sealed: Uint8Array) => string
}

const idBytes = 16

/** The id of the key stands before the ciphertext: an older key still opens what it sealed. */
export function createPhoneSeal(keys: EnvelopeKeys): PhoneSeal {
  return {
    seal: (filingId, phone) => {
      const { id, bytes } = keys.current
      const sealed = sealBytes(bytes, id, placeOf(filingId), pad(Buffer.from(phone)))
      return Buffer.concat([Buffer.from(id.padEnd(idBytes)), sealed])
    },
    open: (filingId, sealed) => {
      const key = keys.byId(Buffer.from(sealed.subarray(0, idBytes)).toString().trim())
      if (key === undefined) throw new Error('the key of this telephone is not among the settings')
      return unpad(openBytes(key.bytes, key.id, placeOf(filingId), sealed.subarray(idBytes))).toString()
    },
  }
}

function placeOf(filingId: string): SealedPlace {
  return {
    subgraph: 'statistics',
    table: 'outreach_filing',
    rowId: filingId,
    field: 'sealed_phone',
    version: 1,
  }
}
