import { createServer, type AddressInfo } from 'node:net'
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
 * Looks at all ports before anything is started, so that nothing has to be taken back.
 *
 * @throws StartFailure naming every taken port with its setting
 */
export async function requireFreePorts(ports: Readonly<Record<string, number>>): Promise<void> {
  const looked = Object.entries(ports).map(async ([setting, port]) =>
    (await tryPort(port)) === undefined ? [`${setting}=${String(port)}`] : [],
  )
  const taken = (await Promise.all(looked)).flat()
  if (taken.length === 0) return
  throw new StartFailure({
    zh: `端口已被其他程序占用：${taken.join('，')}。请换一个，例如 ${otherPort(taken[0])} npm start。`,
    en: `Taken by another program: ${taken.join(', ')}. Choose another port, such as ${otherPort(taken[0])} npm start.`,
  })
}

/** Two processes cannot share a port, and the second would only say so after the first has started. */
export function requireDistinctPorts(ports: Readonly<Record<string, number>>): void {
  const seen = new Map<number, string>()
  for (const [setting, port] of Object.entries(ports)) {
    const other = seen.get(port)
    if (other !== undefined && port !== 0) {
      throw new StartFailure({
        zh: `${other} 和 ${setting} 都设成了 ${String(port)}：请改其中一个。`,
        en: `${other} and ${setting} are both ${String(port)}: change one of them.`,
      })
    }
    seen.set(port, setting)
  }
}

function otherPort(taken = ''): string {
  const [setting = '', port = '0'] = taken.split('=')
  return `${setting}=${String((Number(port) % 60_000) + 1000)}`
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
