import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const lifeMs = 3_600_000

export type FileSeal = ReturnType<typeof createFileSeal>

/**
 * Pictures in the admin are fetched by the browser without a token. The admin's own answers, which only people who
 * are signed in get, carry addresses that are good for an hour.
 */
export function createFileSeal(secret: string) {
  const key = createHash('sha256').update(`desk files ${secret}`).digest()
  const seal = (name: string, until: string): Buffer =>
    createHmac('sha256', key).update(`${until} ${name}`).digest()
  return {
    addressOf: (name: string): string => {
      const until = String(Date.now() + lifeMs)
      return `/desk-files/${name}?until=${until}&seal=${seal(name, until).toString('base64url')}`
    },
    isGood: (name: string, until: unknown, given: unknown): boolean => {
      if (typeof until !== 'string' || !/^\d{13}$/.test(until) || typeof given !== 'string') return false
      const wanted = seal(name, until)
      const brought = Buffer.from(given, 'base64url')
      return (
        brought.length === wanted.length && timingSafeEqual(brought, wanted) && Number(until) > Date.now()
      )
    },
  }
}
