import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** tus 1.0.0 by hand: what a client sends, and nothing a library would smooth over. */
export type Tus = {
  head: (url: string) => Promise<{ status: number; offset: number | undefined; length: number | undefined }>
  patch: (url: string, offset: number, body: Buffer | ReadableStream) => Promise<TusAnswer>
  remove: (url: string) => Promise<TusAnswer>
}

export type TusAnswer = {
  status: number
  offset: number | undefined
  /** The code and reason of a refusal. */
  code: string | undefined
  reason: string | undefined
  message: string | undefined
}

/** @param base of the gateway, or of the report process itself */
export function createTus(base: string, headers: Record<string, string> = {}): Tus {
  const common = { 'tus-resumable': '1.0.0', connection: 'close', ...headers }
  const numberIn = (response: Response, name: string): number | undefined => {
    const value = response.headers.get(name)
    return value === null ? undefined : Number(value)
  }
  const read = async (response: Response): Promise<TusAnswer> => {
    const text = await response.text()
    const [error] = text.startsWith('{')
      ? (JSON.parse(text) as { errors: { message: string; extensions: { code: string; reason?: string } }[] })
          .errors
      : []
    const { code, reason } = error?.extensions ?? {}
    const offset = numberIn(response, 'upload-offset')
    return { status: response.status, offset, code, reason, message: error?.message }
  }
  return {
    head: async (url) => {
      const response = await fetch(`${base}${url}`, { method: 'HEAD', headers: common })
      return {
        status: response.status,
        offset: numberIn(response, 'upload-offset'),
        length: numberIn(response, 'upload-length'),
      }
    },
    patch: async (url, offset, body) =>
      read(
        await fetch(`${base}${url}`, {
          method: 'PATCH',
          headers: {
            ...common,
            'content-type': 'application/offset+octet-stream',
            'upload-offset': String(offset),
          },
          body,
          duplex: 'half',
        }),
      ),
    remove: async (url) => read(await fetch(`${base}${url}`, { method: 'DELETE', headers: common })),
  }
}

/** Sends the beginning of a request and hangs up. */
export async function breakOff(
  base: string,
  url: string,
  offset: number,
  body: Buffer,
  sent: number,
): Promise<void> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  const head = [
    `PATCH ${url} HTTP/1.1`,
    'Host: localhost',
    'Tus-Resumable: 1.0.0',
    'Content-Type: application/offset+octet-stream',
    `Upload-Offset: ${String(offset)}`,
    `Content-Length: ${String(body.length)}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.write(body.subarray(0, sent), resolve))
  await sleep(200)
  socket.destroy()
}
