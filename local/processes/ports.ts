import { createServer, type AddressInfo } from 'node:net'
import { listeners, portTable, type Listener, type Ports } from '../settings.js'
import { StartFailure } from '../start-failure.js'

const host = '127.0.0.1'

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return tryPort(0).then((port) => {
    if (port === undefined) throw new Error('the system has no free port')
    return port
  })
}

/**
 * The ports of all listeners: those that were asked for, and free ones where none or 0 was. All are looked at before
 * anything is started, so that nothing has to be taken back.
 *
 * @throws StartFailure naming the setting of every port that is taken or given twice
 */
export async function choosePorts(wanted: Partial<Ports>): Promise<Ports> {
  const fixed = listeners.flatMap((name) => (wanted[name] ? [{ name, port: wanted[name] }] : []))
  requireDistinct(fixed)
  const looked = await Promise.all(
    fixed.map(async (one) => ((await tryPort(one.port)) === undefined ? [one] : [])),
  )
  const taken = looked.flat()
  if (taken.length > 0) throw describeTaken(taken)
  const used = new Set(fixed.map(({ port }) => port))
  const free: Choice[] = []
  for (const name of listeners.filter((listener) => !wanted[listener])) {
    let port = await freePort()
    while (used.has(port)) port = await freePort()
    used.add(port)
    free.push({ name, port })
  }
  return Object.fromEntries([...fixed, ...free].map(({ name, port }) => [name, port])) as Ports
}

type Choice = { name: Listener; port: number }

/** Two processes cannot share a port, and the second would only say so after the first has started. */
function requireDistinct(choices: readonly Choice[]): void {
  const seen = new Map<number, Listener>()
  for (const { name, port } of choices) {
    const other = seen.get(port)
    if (other !== undefined) {
      const [first, second] = [portTable[other].setting, portTable[name].setting]
      throw new StartFailure({
        zh: `${first} 和 ${second} 都是 ${String(port)}：请改其中一个。`,
        en: `${first} and ${second} are both ${String(port)}: change one of them.`,
      })
    }
    seen.set(port, name)
  }
}

function describeTaken(taken: readonly Choice[]): StartFailure {
  const list = taken.map(({ name, port }) => `${String(port)} (${portTable[name].setting})`).join(', ')
  const example = taken
    .map(({ name, port }) => `${portTable[name].setting}=${String((port % 60_000) + 1000)}`)
    .join(' ')
  return new StartFailure({
    zh: `端口已被其他程序占用：${list}。请关闭该程序或换端口，例如：${example} npm start`,
    en: `Taken by another program: port ${list}. End that program or choose another port, such as: ${example} npm start`,
  })
}

/** Listens for a moment; tells the port, or undefined where somebody else has it. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined)
      else reject(error)
    })
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port
      server.close(() => resolve(bound))
    })
  })
}
