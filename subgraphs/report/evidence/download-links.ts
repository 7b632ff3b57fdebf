import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'

/** What a link is good for; one is never taken for the other. */
export type DownloadPurpose = 'copy' | 'original'

export type Download = {
  /** Of the file, or of the release that lets it be looked at. */
  id: string
  /** Who was given the link: the download is their look, whoever may have got hold of it. */
  holder: Pick<StaffViewer, 'subject' | 'authorityId'>
}

export type DownloadLinks = {
  /** @returns a path of the gateway, good for a short time */
  make: (purpose: DownloadPurpose, download: Download) => { url: string; expiresAt: Date }
  /** Undefined where the token is forged, expired or made for another purpose. */
  read: (purpose: DownloadPurpose, token: string) => Download | undefined
}

const lifeMs = 5 * 60_000
const paths: Readonly<Record<DownloadPurpose, string>> = {
  copy: '/evidence/copies',
  original: '/evidence/originals',
}
const tokenShape = z.object({
  id: z.uuid(),
  holder: z.object({ subject: z.string(), authorityId: z.uuid().nullable() }),
  expiresAtMs: z.number(),
})
const nonceBytes = 12
const tagBytes = 16

/** Links that say, sealed, whom they were given to: an address in a log or a history tells nobody who looked. */
export function createDownloadLinks(key: Buffer, now: () => number = Date.now): DownloadLinks {
  return {
    make: (purpose, { id, holder: { subject, authorityId } }) => {
      const expiresAtMs = now() + lifeMs
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      const said = JSON.stringify({ id, holder: { subject, authorityId }, expiresAtMs })
      const sealed = [nonce, cipher.update(said), cipher.final(), cipher.getAuthTag()]
      const token = Buffer.concat(sealed).toString('base64url')
      return { url: `${paths[purpose]}/${token}`, expiresAt: new Date(expiresAtMs) }
    },
    read: (purpose, token) => {
      const said = open(key, purpose, Buffer.from(token, 'base64url'))
      if (said === undefined) return undefined
      const { expiresAtMs, ...download } = tokenShape.parse(JSON.parse(said))
      return expiresAtMs < now() ? undefined : download
    },
  }
}

function open(key: Buffer, purpose: DownloadPurpose, sealed: Buffer): string | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(nonceBytes, -tagBytes)),
      decipher.final(),
    ]).toString()
  } catch {
    return undefined
  }
}
