import { z } from 'zod'
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
  let log = createLog({ process: name, level: 'info' })
  const lifecycle = new Lifecycle(log)
  lifecycle.endWithProcess()
  process.on('unhandledRejection', (reason) => {
    throw reason
  })
  try {
    const { LOG_LEVEL: level } = readGeneralSettings()
    log = createLog({ process: name, level })
    const url = await start({ lifecycle, log })
    log.info({ url }, 'listening')
  } catch (error) {
    if (error instanceof SettingsError) log.fatal({ problems: error.problems }, 'settings are wrong')
    else log.fatal({ err: error }, 'could not start')
    await lifecycle.close()
    process.exit(1)
  }
}

/** Settings of every process. What the embedded default generates serves no production. */
function readGeneralSettings(): { LOG_LEVEL: string } {
  const general = readSettings({
    LOG_LEVEL: setting.logLevel(),
    NODE_ENV: z.string().default('development'),
    ANDON_DEMO: setting.flag(),
  })
  if (general.NODE_ENV === 'production' && general.ANDON_DEMO) {
    throw new SettingsError(['ANDON_DEMO: production refuses demo accounts and generated secrets'])
  }
  return general
}
