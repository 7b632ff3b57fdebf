import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { FromBare, ToBare } from './live-protocol.js'

// A bare `ws` server: the same bytes to everybody, and nothing else.

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
const tell = (message: FromBare): void => void process.send?.(message)

server.once('listening', () =>
  tell({ told: 'listening', url: `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}` }),
)
process.on('message', (message: ToBare) => {
  if (message.do === 'close') process.exit(0)
  else {
    const at = Number(process.hrtime.bigint()) / 1e6
    for (const socket of server.clients) socket.send(message.text)
    tell({ told: 'sent', at })
  }
})
