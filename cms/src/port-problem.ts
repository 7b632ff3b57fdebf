import { createServer } from 'node:net'

/** One sentence that names the setting when the port cannot be had; undefined when it can. Port 0 always can. */
export function portProblem(host: string, port: number, setting: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'is taken by another process'
          : `cannot be used (${error.code ?? 'unknown'})`
      resolve(`port ${String(port)} on ${host} ${why}: set ${setting}`)
    })
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)))
  })
}
