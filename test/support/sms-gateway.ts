import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands where an authority's SMS gateway stands: it checks the signature and sends the same id once. */
export type SmsGateway = AsyncDisposable & {
  settings: Record<string, string>
  sent: { id: string; to: string; text: string }[]
  /** How often it was asked, however it answered. */
  asked: () => number
  answerNext: (...statuses: number[]) => void
}

export async function openSmsGateway(): Promise<SmsGateway> {
  const key = Buffer.alloc(32, 7)
  const sent: SmsGateway['sent'] = []
  const statuses: number[] = []
  let asked = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      asked += 1
      const isOurs = fits(String(request.headers['x-andon-signature']), body, key)
      const status = isOurs ? (statuses.shift() ?? 202) : 401
      const sms = JSON.parse(body) as SmsGateway['sent'][number]
      if (status === 202 && sent.every(({ id }) => id !== sms.id)) sent.push(sms)
      response.writeHead(status, { connection: 'close' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/sms?tenant=1`
  return {
    settings: { SMS_WEBHOOK_URL: url, SMS_WEBHOOK_KEY: key.toString('base64') },
    sent,
    asked: () => asked,
    answerNext: (...next) => void statuses.push(...next),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function fits(signature: string, body: string, key: Buffer): boolean {
  const [, seconds = '', tag = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  const expected = createHmac('sha256', key).update(`${seconds}.${body}`).digest()
  const isFresh = Math.abs(Date.now() / 1000 - Number(seconds)) < 300
  return isFresh && tag !== '' && timingSafeEqual(Buffer.from(tag, 'hex'), expected)
}
