import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { checkoutFolder } from '../checkout.js'
import { StartFailure, diskFull, tellsOfFullDisk } from '../start-failure.js'
import { lastLine, rotateLog } from './log-file.js'

/** Runs a program of ours that does its work and ends, with its output in a log. */
export async function runOnce(program: {
  name: string
  args: readonly string[]
  environment: NodeJS.ProcessEnv
  logFile: string
  signal: AbortSignal
}): Promise<void> {
  const { name, logFile } = program
  rotateLog(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(process.execPath, program.args, {
    cwd: checkoutFolder,
    env: program.environment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const end = (): boolean => child.kill('SIGTERM')
  program.signal.addEventListener('abort', end, { once: true })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  program.signal.removeEventListener('abort', end)
  if (code === 0) return
  const reason = lastLine(logFile)
  if (tellsOfFullDisk(reason, logFile)) throw new StartFailure(diskFull)
  throw new StartFailure({
    zh: `${name} 失败：${reason}；完整日志 ${logFile}，数据目录由 ANDON_DATA 设置。`,
    en: `${name} failed: ${reason}; the whole log is ${logFile}, ANDON_DATA sets the data folder.`,
  })
}
