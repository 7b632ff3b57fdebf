import { Lifecycle } from './lifecycle.js'
import { createLog, type Log } from './log.js'
import { readSettings, setting, SettingsError } from './settings.js'

/**
 * Runs a process until it is told to end: opens everything in `start`, says when it is up, closes in reverse.
 * A start that fails closes what was opened, says why in one line and exits with 1.
 */
export async function runProcess(
  name: string,
  start: (opened: { lifecycle: Lifecycle; log: Log }) => Promise<string>,
): Promise<void> {
  const log = createLog({ process: name, level: readSettings({ LOG_LEVEL: setting.logLevel() }).LOG_LEVEL })
  const lifecycle = new Lifecycle(log)
  lifecycle.endWithProcess()
  process.on('unhandledRejection', (reason) => {
    throw reason
  })
  try {
    const url = await start({ lifecycle, log })
    log.info({ url }, 'listening')
  } catch (error) {
    if (error instanceof SettingsError) log.fatal({ problems: error.problems }, 'settings are wrong')
    else log.fatal({ err: error }, 'could not start')
    await lifecycle.close()
    process.exit(1)
  }
}
