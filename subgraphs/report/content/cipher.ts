import * as shared from '../../shared/sealed-content/cipher.js'

/** Where a ciphertext of report stands. */
export type Place = Omit<shared.SealedPlace, 'subgraph'>

export function sealBytes(key: Buffer, keyId: string, place: Place, bytes: Buffer): Buffer {
  return shared.sealBytes(key, keyId, { subgraph: 'report', ...place }, bytes)
}

/** @throws Error where the ciphertext was not sealed under this key for this place, or was changed */
export function openBytes(key: Buffer, keyId: string, place: Place, sealed: Uint8Array): Buffer {
  return shared.openBytes(key, keyId, { subgraph: 'report', ...place }, sealed)
}
