import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const lifeMs = 5 * 60_000

export type PreviewOf = { uid: string; documentId: string; accountId: number }
export type PreviewSeal = ReturnType<typeof createPreviewSeal>

/**
 * A preview opens in a frame or window of its own, where the browser sends no token of the admin. Its link is good
 * for five minutes and only in the browser it was made for, which holds the other half in a cookie no script can
 * read: copied out of a log or a chat it opens nothing.
 */
export function createPreviewSeal(secret: string) {
  const key = createHash('sha256').update(`desk previews ${secret}`).digest()
  const sign = (text: string, half: string): Buffer =>
    createHmac('sha256', key).update(`${text} ${half}`).digest()
  return {
    newHalf: (): string => randomBytes(32).toString('base64url'),
    isHalf: (text: string | undefined): text is string => /^[\w-]{43}$/.test(text ?? ''),
    seal: (of: PreviewOf, half: string): string => {
      const words = JSON.stringify([of.uid, of.documentId, of.accountId, Date.now() + lifeMs])
      const text = Buffer.from(words).toString('base64url')
      return `${text}.${sign(text, half).toString('base64url')}`
    },
    /** What the link is for; undefined when it is not good, no longer good, or not good here. */
    open: (sealed: string, half: string | undefined): PreviewOf | undefined => {
      const [text = '', given = ''] = sealed.split('.')
      const wanted = sign(text, half ?? '')
      const brought = Buffer.from(given, 'base64url')
      const good = half !== undefined && brought.length === wanted.length && timingSafeEqual(brought, wanted)
      if (!good) return undefined
      const words = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string, number, number]
      const [uid, documentId, accountId, until] = words
      return until > Date.now() ? { uid, documentId, accountId } : undefined
    },
  }
}
