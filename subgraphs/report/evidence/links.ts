import { createHmac, timingSafeEqual } from 'node:crypto'

/** Downloads have links that say whom they were given to: download-links.ts. */
type LinkPurpose = 'upload'

const lifeMs: Readonly<Record<LinkPurpose, number>> = { upload: 2 * 3_600_000 }
const paths: Readonly<Record<LinkPurpose, string>> = { upload: '/evidence/uploads' }
const tagBytes = 24
const payloadBytes = 16 + 6

export type Links = {
  /** @returns a path of the gateway, good for one file and a short time */
  make: (purpose: LinkPurpose, fileId: string) => { url: string; expiresAt: Date }
  /** The file a token is good for; undefined where it is forged, expired or made for another purpose. */
  read: (purpose: LinkPurpose, token: string) => string | undefined
}

export function createLinks(key: Buffer, now: () => number = Date.now): Links {
  const tagOf = (purpose: LinkPurpose, payload: Buffer): Buffer =>
    createHmac('sha256', key).update(`${purpose}|`).update(payload).digest().subarray(0, tagBytes)
  return {
    make: (purpose, fileId) => {
      const expiresAt = now() + lifeMs[purpose]
      const payload = Buffer.alloc(payloadBytes)
      payload.write(fileId.replaceAll('-', ''), 'hex')
      payload.writeUIntBE(expiresAt, 16, 6)
      const token = Buffer.concat([payload, tagOf(purpose, payload)]).toString('base64url')
      return { url: `${paths[purpose]}/${token}`, expiresAt: new Date(expiresAt) }
    },
    read: (purpose, token) => {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== payloadBytes + tagBytes || bytes.toString('base64url') !== token) return undefined
      const payload = bytes.subarray(0, payloadBytes)
      if (!timingSafeEqual(tagOf(purpose, payload), bytes.subarray(payloadBytes))) return undefined
      if (payload.readUIntBE(16, 6) < now()) return undefined
      return payload.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}
