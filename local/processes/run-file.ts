import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartFailure } from '../start-failure.js'
import { endProcess } from './ending.js'
import { identifyProcess, stillRuns, type ProcessIdentity } from './process-identity.js'
import { systemCodeOf } from '../../platform/errors.js'

const identityShape = z.object({ pid: z.number(), startedAt: z.string(), commandLine: z.string() })

const runShape = z.object({
  launcher: identityShape,
  ready: z.boolean(),
  /** Where everything answers; no secrets. */
  urls: z.record(z.string(), z.string()),
  processes: z.array(identityShape.extend({ name: z.string() })),
})

export type Run = z.infer<typeof runShape>

export type RunFile = {
  /** What the launcher before left running. */
  leftBehind: Run['processes']
  write: (state: Omit<Run, 'launcher'>) => void
  remove: () => void
}

/** What runs on a data folder, or undefined where nothing does. */
export function readRun(dataFolder: string): Run | undefined {
  const run = parseRun(runFileOf(dataFolder))
  return run !== undefined && stillRuns(run.launcher) ? run : undefined
}

/**
 * Claims the data folder for this launcher. What an ended launcher noted of its processes is handed over, so that
 * they can be ended.
 *
 * @throws StartFailure while another launcher runs on it
 */
export function claimRunFile(dataFolder: string): RunFile {
  const file = runFileOf(dataFolder)
  const self = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: '', commandLine: '' }
  const content = (state: Omit<Run, 'launcher'>): string =>
    `${JSON.stringify({ launcher: self, ...state }, null, 2)}\n`
  const leftBehind = moveAside(file, dataFolder)
  const nothingYet = content({ ready: false, urls: {}, processes: leftBehind })
  try {
    writeFileSync(file, nothingYet, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') throw alreadyRuns(dataFolder)
    throw error
  }
  return {
    leftBehind,
    write: (state) => {
      writeFileSync(`${file}.new`, content(state), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    remove: () => rmSync(file, { force: true }),
  }
}

/** Ends those of the noted processes that are still there, and are really the ones that were noted. */
export async function endLeftBehind(processes: Run['processes']): Promise<string[]> {
  const alive = processes.filter(stillRuns)
  const steps = [
    { signal: 'SIGTERM', waitMs: 8_000 },
    { signal: 'SIGKILL', waitMs: 2_000 },
  ] as const
  await Promise.all(alive.map((noted) => endProcess(noted, steps)))
  return alive.map(({ name }) => name)
}

export function describeProcess(name: string, identity: ProcessIdentity): Run['processes'][number] {
  return { name, ...identity }
}

function runFileOf(dataFolder: string): string {
  return join(dataFolder, 'run.json')
}

/** Takes an old file away in one step, so that of two launchers that find it only one goes on. */
function moveAside(file: string, dataFolder: string): Run['processes'] {
  const before = parseRun(file)
  if (before !== undefined && stillRuns(before.launcher)) throw alreadyRuns(dataFolder)
  const aside = `${file}.${String(process.pid)}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return []
    throw error
  }
  const taken = parseRun(aside)
  if (taken !== undefined && stillRuns(taken.launcher)) {
    renameSync(aside, file)
    throw alreadyRuns(dataFolder)
  }
  rmSync(aside)
  return taken?.processes ?? []
}

/** A file cut short by a crash says nothing. */
function parseRun(file: string): Run | undefined {
  if (!existsSync(file)) return undefined
  try {
    return runShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function alreadyRuns(dataFolder: string): StartFailure {
  return new StartFailure({
    zh: `安灯已经在数据目录 ${dataFolder} 上运行：请先停止它，或用 ANDON_DATA 和各端口设置另起一套。`,
    en: `Andon already runs on the data folder ${dataFolder}: stop that one first, or set ANDON_DATA and the ports for a second one.`,
  })
}
