import type { Core } from '@strapi/strapi'

const deadlineMs = 4_500

/**
 * Ends the process on a signal, or when the launcher that holds the other end of the IPC channel is gone. Strapi
 * drops all listeners as its last step, so a second signal during closing must be caught before that.
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
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal))
  if (process.connected) process.on('disconnect', () => end('launcher gone'))
}
