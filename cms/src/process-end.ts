import type { Core } from '@strapi/strapi'

const deadlineMs = 4_500

/**
 * Ends the process on a signal, or when the launcher that holds the other end of the IPC channel is gone; a second
 * signal exits at once. Strapi's own listeners know neither a deadline nor a second signal: these take their place.
 */
export function endWithProcess(strapi: Core.Strapi): void {
  let ending = false
  const end = (reason: string): void => {
    if (ending) process.exit(1)
    ending = true
    strapi.log.info(`stopping: ${reason}`)
    setTimeout(() => process.exit(1), deadlineMs).unref()
    strapi.destroy().then(
      () => process.exit(0),
      (error: unknown) => {
        strapi.log.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, () => end(signal))
  }
  if (process.connected) process.on('disconnect', () => end('launcher gone'))
}
