import { WebSocket } from 'ws'
import type { FromClients, ToClients } from './live-protocol.js'

// A process of its own for many clients: what they cost is not what the server costs. It speaks graphql-transport-ws as
// far as it must, or takes what a bare socket sends.

const sockets: WebSocket[] = []
let awaited: { round: string; arrivals: number[] } | undefined

process.on('message', (message: ToClients) => {
  if (message.do === 'open') void openAll(message)
  if (message.do === 'await') awaited = { round: message.round, arrivals: [] }
  if (message.do === 'close') process.exit(0)
})

const tell = (message: FromClients): void => void process.send?.(message)

/** A hundred at a time: a thousand handshakes at once are refused by the machine, not by the server. */
async function openAll({ url, count, init, subscribe }: Extract<ToClients, { do: 'open' }>): Promise<void> {
  for (let n = 0; n < count; n += 100)
    await Promise.all(Array.from({ length: Math.min(100, count - n) }, () => openOne(url, init, subscribe)))
  tell({ told: 'opened' })
}

function openOne(url: string, init: string | undefined, subscribe: string | undefined): Promise<void> {
  const socket = new WebSocket(url, init === undefined ? [] : ['graphql-transport-ws'], {
    perMessageDeflate: false,
  })
  sockets.push(socket)
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', (code) => reject(new Error(`closed with ${String(code)}`)))
    socket.once('open', () => (init === undefined ? resolve() : socket.send(init)))
    socket.on('message', (data: Buffer) => {
      const arrivedAt = Number(process.hrtime.bigint()) / 1e6
      const text = data.toString('utf8')
      if (text.includes('"connection_ack"') && subscribe !== undefined) socket.send(subscribe)
      if (text.includes('"ping"')) socket.send('{"type":"pong"}')
      if (!text.includes('"next"')) return
      resolve()
      arrive(text, arrivedAt)
    })
  })
}

function arrive(text: string, arrivedAt: number): void {
  if (awaited === undefined || !text.includes(awaited.round)) return
  awaited.arrivals.push(arrivedAt)
  if (awaited.arrivals.length < sockets.length) return
  tell({ told: 'arrived', arrivals: awaited.arrivals, text })
  awaited = undefined
}
