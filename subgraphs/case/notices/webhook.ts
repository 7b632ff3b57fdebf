import { createHmac } from 'node:crypto'
import { request } from 'undici'
import type { SendNotice } from './notice.js'

const timeoutMs = 15_000

/**
 * Posts a notice to a system of an authority, signed with HMAC-SHA-256 over moment and body so that it can be told
 * from a stranger's. No redirect is followed: an address was allowed, not whatever it points to.
 */
export function createWebhook(key: Buffer, now: () => Date = () => new Date()): SendNotice {
  return async (address, notice) => {
    const body = JSON.stringify(notice)
    const at = now().toISOString()
    const signature = createHmac('sha256', key).update(`${at}.${body}`).digest('hex')
    const answer = await request(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-andon-at': at,
        'x-andon-signature': `sha256=${signature}`,
      },
      body,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    await answer.body.dump()
    if (answer.statusCode < 200 || answer.statusCode > 299)
      throw new Error(`the webhook answered ${String(answer.statusCode)}`)
  }
}
