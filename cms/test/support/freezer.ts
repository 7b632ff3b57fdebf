import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Freezer = {
  url: string
  /** From now on nothing passes on connections of this application, and nobody is told. */
  freeze: (application: string) => void
  thaw: () => void
  close: () => Promise<void>
}

/** A way to PostgreSQL that can fall silent, as a cable does that was cut. */
export async function openFreezer(databaseUrl: string): Promise<Freezer> {
  const target = new URL(databaseUrl)
  let frozen: string | undefined
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    let hello = ''
    let silent = false
    const isSilent = (): boolean => (silent ||= frozen !== undefined && hello.includes(frozen))
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (hello.length < 1_000) hello += bytes.toString('latin1')
        if (!isSilent()) to.write(bytes)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    freeze: (application) => (frozen = application),
    thaw: () => (frozen = undefined),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
