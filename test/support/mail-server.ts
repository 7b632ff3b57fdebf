import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** A mail server that speaks SMTP (RFC 5321) as far as a client needs it, and keeps what it is given. */
export type MailServer = AsyncDisposable & {
  url: string
  received: { to: string; text: string }[]
  /** What it answers to the next messages, such as `451 try again later`; taken in order. */
  refusals: string[]
}

export async function openMailServer(): Promise<MailServer> {
  const received: MailServer['received'] = []
  const refusals: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    converse(socket, (mail) => {
      const refusal = refusals.shift()
      if (refusal === undefined) received.push(mail)
      return refusal ?? '250 kept'
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    refusals,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** One client, line by line. */
function converse(socket: Socket, take: (mail: { to: string; text: string }) => string): void {
  const answer = (line: string) => socket.write(`${line}\r\n`)
  let [to, data] = ['', undefined as string[] | undefined]
  answer('220 mail.test ESMTP')
  createInterface({ input: socket }).on('line', (line) => {
    if (data !== undefined) {
      if (line !== '.') data.push(line.replace(/^\./, ''))
      else {
        answer(take({ to, text: data.join('\n') }))
        data = undefined
      }
      return
    }
    const [command = ''] = line.toUpperCase().split(/[ :]/)
    if (command === 'EHLO') answer('250-mail.test\r\n250 8BITMIME')
    else if (command === 'RCPT') {
      to = /<(.*)>/.exec(line)?.[1] ?? ''
      answer('250 ok')
    } else if (command === 'DATA') {
      data = []
      answer('354 go on')
    } else if (command === 'QUIT') {
      answer('221 bye')
      socket.end()
    } else answer(['HELO', 'MAIL', 'RSET', 'NOOP'].includes(command) ? '250 ok' : '502 not known')
  })
}
