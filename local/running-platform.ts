import type { PlatformUrls } from './environments.js'
import { readRun } from './processes/run-file.js'
import { demoPasswordFile } from './secrets.js'

export type RunningPlatform = {
  urls: PlatformUrls
  /** Holds the one password of all demo accounts, of the CMS too. */
  demoPasswordFile: string
}

/** The platform that serves on a data folder at this moment, or undefined where none does or it is not ready yet. */
export function findRunningPlatform(dataFolder: string): RunningPlatform | undefined {
  const run = readRun(dataFolder)
  if (!run?.ready) return undefined
  return { urls: run.urls as PlatformUrls, demoPasswordFile: demoPasswordFile(dataFolder) }
}
