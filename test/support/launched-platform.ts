import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseUrls } from '../../local/postgres/database-urls.js'
import { outsideFolder } from '../../local/postgres/placement.js'
import { freePort } from '../../local/processes/ports.js'
import { readRun } from '../../local/processes/run-file.js'
import { openSecrets } from '../../local/secrets.js'
import { listeners, portTable } from '../../local/settings.js'
import type { Platform } from '../../local/platform.js'
import { openDoors, type PlatformDoors } from './platform.js'
import { soon } from './soon.js'

/** The platform under the launcher's own process, with everything it writes to be looked at. */
export type LaunchedPlatform = Pick<Platform, 'urls' | 'databaseUrls' | 'secrets'> &
  PlatformDoors &
  AsyncDisposable & {
    dataFolder: string
    /** Where its processes put what is temporary. */
    temporaryFolder: string
    /** Ends a process as a failing machine would; the launcher starts it again. */
    crash: (name: string) => Promise<void>
  }

/** As a person starts it, with this level of logging; what the launcher prints is kept beside the logs. */
export async function launchPlatform(logLevel: string): Promise<LaunchedPlatform> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-launched-'))
  const temporaryFolder = join(dataFolder, 'tmp')
  mkdirSync(temporaryFolder, { mode: 0o777 })
  mkdirSync(join(dataFolder, 'logs'))
  const postgresPort = await freePort()
  const settings = {
    ...Object.fromEntries(listeners.map((name) => [portTable[name].setting, '0'])),
    ...{ POSTGRES_PORT: String(postgresPort), ANDON_DATA: dataFolder },
    ...{ LOG_LEVEL: logLevel, TMPDIR: temporaryFolder },
  }
  const launcher = spawnLauncher(join(dataFolder, 'logs', 'launcher.log'), settings)
  const urls = await soon(() => {
    if (launcher.exitCode !== null) throw new Error('the launcher ended before everything was ready')
    const run = readRun(dataFolder)
    if (run?.ready !== true) throw new Error('not everything is ready')
    return run.urls as Platform['urls']
  }, 280_000)
  const secrets = openSecrets(dataFolder)
  const databases = databaseUrls({ host: '127.0.0.1', port: postgresPort, secrets })
  const platform = { urls, secrets, databaseUrls: databases }
  return {
    ...platform,
    ...openDoors(platform),
    dataFolder,
    temporaryFolder,
    crash: (name) => crash(dataFolder, name),
    [Symbol.asyncDispose]: async () => {
      await endLauncher(launcher)
      for (const folder of [dataFolder, outsideFolder(dataFolder)])
        rmSync(folder, { recursive: true, force: true })
    },
  }
}

function spawnLauncher(logFile: string, settings: Record<string, string>): ChildProcess {
  const log = openSync(logFile, 'a')
  const { PATH, HOME } = process.env
  const launcher = spawn(process.execPath, ['dist/local/main.js'], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return launcher
}

async function crash(dataFolder: string, name: string): Promise<void> {
  const processOf = () => readRun(dataFolder)?.processes.find((noted) => noted.name === name)
  const before = processOf()
  if (before === undefined) throw new Error(`${name} does not run`)
  process.kill(before.pid, 'SIGKILL')
  await soon(() => {
    if (processOf()?.pid === before.pid) throw new Error(`${name} was not started again`)
  })
}

async function endLauncher(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return
  const ended = once(launcher, 'exit')
  launcher.kill('SIGTERM')
  await ended
}
