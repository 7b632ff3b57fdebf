import type { WebSocket } from 'ws'
import type { Language } from '../../platform/language.js'
import type { Sender } from '../limits/address-limits.js'
import type { Session } from '../auth/session.js'

/** Close codes of our own besides those of graphql-transport-ws. */
export const closeCode = {
  goingAway: 1001,
  tryAgainLater: 1013,
  badRequest: 4400,
  forbidden: 4403,
  tooSlow: 4008,
  internalError: 4500,
} as const

const pingMs = 15_000
const cutMs = 2_000
const longestTimerMs = 2_147_483_647

/** A client's socket: who is at the other end, whether it still is, and how it is let go. */
export class ClientSocket {
  session: Session | undefined
  private readonly timers = new Set<NodeJS.Timeout>()
  private alive = true
  private closing = false

  constructor(
    readonly socket: WebSocket,
    readonly headers: readonly string[],
    public language: Language,
    readonly sender: Sender,
  ) {
    const ping = setInterval(() => {
      if (!this.alive) {
        socket.terminate()
        return
      }
      this.alive = false
      socket.ping()
    }, pingMs)
    socket.on('pong', () => (this.alive = true))
    socket.on('message', () => (this.alive = true))
    // Such as a frame that is too large; `ws` closes the socket itself.
    socket.on('error', () => undefined)
    socket.once('close', () => {
      clearInterval(ping)
      for (const timer of this.timers) clearTimeout(timer)
    })
  }

  /** From here on the socket stands for this session, and ends with its credential. */
  signIn(session: Session): void {
    this.session = session
    if (session.expiresAtMs === undefined) return
    const left = Math.min(Math.max(0, session.expiresAtMs - Date.now()), longestTimerMs)
    this.timers.add(
      setTimeout(() => this.close(closeCode.forbidden, 'Forbidden: the credential has expired'), left),
    )
  }

  /** Resolves when the bytes have left this process: the measure of whether the client keeps up. */
  send(text: string): Promise<void> {
    const { socket } = this
    if (socket.readyState !== socket.OPEN) return Promise.resolve()
    return new Promise((resolve) => {
      socket.send(text, () => resolve())
    })
  }

  /** The first reason counts. */
  close(code: number, reason: string): void {
    if (this.closing) return
    this.closing = true
    this.socket.close(code, reason)
    // A client that does not read does not answer the close frame either.
    const cut = setTimeout(() => this.socket.terminate(), cutMs)
    this.socket.once('close', () => clearTimeout(cut))
  }
}
