import { describe, expect, it } from '@jest/globals'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createClamdScan } from './clamd.js'
import { noVirusScan } from './virus-scan.js'

/** Speaks INSTREAM as clamd does, and finds the word EICAR. */
async function openClamd(
  answerTo: (content: Buffer) => string = (content) =>
    content.includes('EICAR') ? 'stream: Eicar-Test FOUND' : 'stream: OK',
) {
  const received: Buffer[] = []
  const server = createServer((socket) => {
    let all = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (data: Buffer) => {
      all = Buffer.concat([all, data])
      const content = readStream(all, socket)
      if (content === undefined) return
      received.push(content)
      socket.end(`${answerTo(content)}\0`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    received,
    scan: createClamdScan({ host: '127.0.0.1', port }),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function readStream(all: Buffer, socket: Socket): Buffer | undefined {
  const command = 'zINSTREAM\0'
  if (all.length < command.length) return undefined
  if (all.toString('latin1', 0, command.length) !== command) {
    socket.end('UNKNOWN COMMAND\0')
    return undefined
  }
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= all.length;) {
    const length = all.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    if (at + 4 + length > all.length) return undefined
    pieces.push(all.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

async function* chunks(...parts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part as string))
}

describe('the virus scan by clamd', () => {
  it('sends all of a file and believes the verdict', async () => {
    await using clamd = await openClamd()
    const large = Buffer.alloc(200_000, 1)
    expect(await clamd.scan(chunks('a', large, 'b'))).toBe('CLEAN')
    expect(clamd.received[0]?.equals(Buffer.concat([Buffer.from('a'), large, Buffer.from('b')]))).toBe(true)
    expect(await clamd.scan(chunks('EI', 'CAR'))).toBe('INFECTED')
  })

  it.each(['INSTREAM size limit exceeded. ERROR', '', 'stream: OK and more'])(
    'takes “%s” for no verdict',
    async (answer) => {
      await using clamd = await openClamd(() => answer)
      await expect(clamd.scan(chunks('a'))).rejects.toThrow('no verdict')
    },
  )

  it('gives no verdict where nobody answers', async () => {
    const clamd = await openClamd()
    await clamd[Symbol.asyncDispose]()
    await expect(clamd.scan(chunks('a'))).rejects.toThrow()
  })

  it('where there is none, reads to the end and lets pass', async () => {
    let read = 0
    const counted = async function* () {
      for await (const chunk of chunks('a', 'b')) {
        read += 1
        yield chunk
      }
    }
    expect(await noVirusScan(counted())).toBe('CLEAN')
    expect(read).toBe(2)
  })
})
