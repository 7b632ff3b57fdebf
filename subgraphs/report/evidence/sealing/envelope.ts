import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const paddedTo = 256

/** What only the file's own key opens; a thief of the database alone learns neither the name nor the content's hash. */
export type About = { name: string; sha256: string | null }

export type Envelope = {
  /** @param reportKey of the report a file belongs to: whoever destroys it destroys the file, wherever a copy lies */
  ofReport: (reportKey: Buffer) => ReportEnvelope
  /** Authenticates links; derived, so that no link can be made from what the database holds. */
  linkKey: Buffer
  /** Seals links for downloads. */
  downloadKey: Buffer
}

export type ReportEnvelope = {
  /** A fresh key for one file, and the form in which the database keeps it. */
  newKey: (fileId: string) => { key: Buffer; sealedKey: Buffer }
  openKey: (fileId: string, sealedKey: Buffer) => Buffer
}

/**
 * @param envelopeKey 32 bytes, kept outside database, evidence store and backups
 * @param older what was in force before and still opens what it has wrapped; links it made end with it
 */
export function createEnvelope(envelopeKey: Buffer, older: readonly Buffer[] = []): Envelope {
  return {
    ofReport: (reportKey) => {
      const wrappingKeyOf = (key: Buffer): Buffer => derive(key, 'andon evidence file keys v1', reportKey)
      const wrappingKey = wrappingKeyOf(envelopeKey)
      const place = (fileId: string): string => `report.evidence.sealed_key ${fileId}`
      return {
        newKey: (fileId) => {
          const key = randomBytes(32)
          return { key, sealedKey: seal(wrappingKey, place(fileId), key) }
        },
        openKey: (fileId, sealedKey) =>
          openWithAny([wrappingKey, ...older.map(wrappingKeyOf)], place(fileId), sealedKey),
      }
    },
    linkKey: derive(envelopeKey, 'andon evidence links v1', Buffer.alloc(0)),
    downloadKey: derive(envelopeKey, 'andon evidence downloads v1', Buffer.alloc(0)),
  }
}

/** Padded, so that the length of a name does not show. */
export function sealAbout(key: Buffer, fileId: string, about: About): Buffer {
  const text = Buffer.from(JSON.stringify(about))
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / paddedTo) * paddedTo, ' ')
  text.copy(padded)
  return seal(key, aboutPlace(fileId), padded)
}

export function openAbout(key: Buffer, fileId: string, sealed: Buffer): About {
  return JSON.parse(open(key, aboutPlace(fileId), sealed).toString()) as About
}

function aboutPlace(fileId: string): string {
  return `report.evidence.sealed_about ${fileId}`
}

function derive(key: Buffer, purpose: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, purpose, 32))
}

function seal(key: Buffer, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, place: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}

function openWithAny([key, ...older]: readonly Buffer[], place: string, sealed: Buffer): Buffer {
  if (key === undefined) throw new Error('no key opens it')
  try {
    return open(key, place, sealed)
  } catch (error) {
    if (older.length === 0) throw error
    return openWithAny(older, place, sealed)
  }
}
