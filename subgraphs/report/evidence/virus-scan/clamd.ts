import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { VirusScan } from './virus-scan.js'

/** clamd's own StreamMaxLength is set in its configuration; a longer stream is refused there, and not taken here. */
const idleMs = 60_000
const pieceBytes = 65_536

/**
 * Scans with ClamAV's daemon by its INSTREAM command (man clamd): `zINSTREAM\0`, then pieces each with its length as
 * four bytes in network order, a length of zero, and the answer `stream: OK` or `stream: … FOUND`.
 */
export function createClamdScan({ host, port }: { host: string; port: number }): VirusScan {
  return async (chunks) => {
    const socket = connect({ host, port })
    socket.setTimeout(idleMs, () => socket.destroy(new Error('clamd does not answer')))
    const answer = readAnswer(socket)
    // Told when it is awaited; a scanner may answer and close before all has been sent.
    answer.catch(() => undefined)
    try {
      await once(socket, 'connect')
      await Promise.race([sendAll(socket, chunks), answer])
      return judge(await answer)
    } finally {
      socket.destroy()
    }
  }
}

async function sendAll(socket: Socket, chunks: AsyncIterable<Buffer>): Promise<void> {
  await send(socket, Buffer.from('zINSTREAM\0'))
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(piece.length)
      await send(socket, Buffer.concat([length, piece]))
    }
  }
  await send(socket, Buffer.alloc(4))
}

async function send(socket: Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed) throw new Error('clamd closed the connection')
  if (!socket.write(bytes)) await once(socket, 'drain')
}

async function readAnswer(socket: Socket): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of socket) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('latin1').replace(/\0.*$/s, '').trim()
}

function judge(answer: string): 'CLEAN' | 'INFECTED' {
  if (answer === 'stream: OK') return 'CLEAN'
  if (answer.startsWith('stream: ') && answer.endsWith(' FOUND')) return 'INFECTED'
  // Its errors and a lost connection are no verdict.
  throw new Error('clamd gave no verdict')
}
