import { createHmac } from 'node:crypto'
import { Pool } from 'undici'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import { neutralText, type SendNotice } from './channel.js'

const timeoutMs = 5_000
/** Answers after which the same may work later. */
const passing = new Set([408, 425, 429])

/**
 * Hands SMS to whatever gateway the authority has: a POST of `{ id, to, text }`, signed over the moment and the body
 * as `x-andon-signature: t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`. An `id` that came before is the
 * same SMS once more, and is to be answered without sending it. 2xx took it, 410 tells that the number is gone.
 */
export function openSms({
  url,
  key,
  lifecycle,
}: {
  url: URL
  key: Buffer
  lifecycle: Lifecycle
}): SendNotice {
  const pool = new Pool(url.origin, {
    connections: 2,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  })
  lifecycle.onClose('sms gateway', () => pool.close())
  return async (id, to) => {
    const body = JSON.stringify({ id, to, text: `${neutralText}，请凭查询码或登录后查看。` })
    const seconds = String(Math.floor(Date.now() / 1000))
    const tag = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')
    const headers = { 'content-type': 'application/json', 'x-andon-signature': `t=${seconds},v1=${tag}` }
    const status = await pool
      .request({ path: `${url.pathname}${url.search}`, method: 'POST', headers, body })
      .then(async (answer) => {
        await answer.body.dump()
        return answer.statusCode
      })
      // Its error would name the address.
      .catch(() => 503)
    if (status >= 200 && status < 300) return 'SENT'
    if (status === 410) return 'REFUSED'
    if (status < 500 && !passing.has(status)) return 'HOPELESS'
    throw new Error(`the SMS gateway answered ${String(status)}`)
  }
}
