import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '../../platform/errors.js'
import { StartFailure, diskFull, tellsOfFullDisk } from '../start-failure.js'
import { askUntil } from '../patience.js'
import { sendSignal } from './ending.js'
import { lastLine, rotateLog } from './log-file.js'
import { identifyProcess, type ProcessIdentity } from './process-identity.js'

const pollMs = 50
const firstPauseMs = 500
const longestPauseMs = 30_000
/** A process that lived this long had a start that works; its next failure begins with a short pause again. */
const provenMs = 60_000

export type ChildDescription = {
  name: string
  command: string
  args: readonly string[]
  cwd: string
  /** All that the process gets to see; no variable of ours is passed on besides. */
  environment: NodeJS.ProcessEnv
  /** Answers 200 when the process can serve. */
  readyUrl: string
  readyWithinMs: number
  /** How long a process gets to close what it has open. */
  stopWithinMs: number
  /** The setting to change when the port is the trouble. */
  portSetting: string
  logFile: string
}

export type ChildListener = {
  /** The process has a new number. */
  onSpawn: () => void
  /** It ended without being told to, and is started again. */
  onTrouble: (told: Message) => void
}

/** A process of ours: kept running until it is stopped, with its output in a log of its own. */
export class Child {
  private process: ChildProcess | undefined
  private ended: Promise<void> = Promise.resolve()
  private wanted = false
  private proven = false
  private failures = 0
  private startedAt = 0

  constructor(
    private readonly description: ChildDescription,
    private readonly listener: ChildListener,
  ) {}

  get name(): string {
    return this.description.name
  }

  get identity(): ProcessIdentity | undefined {
    return this.process?.pid === undefined ? undefined : identifyProcess(this.process.pid)
  }

  /** Starts the process and resolves when it is ready. One that ends before that is not tried again. */
  async start(): Promise<void> {
    rotateLog(this.description.logFile)
    await this.startAgain()
  }

  /** Starts the process after `kill` or a first failure, with the log going on where it was. */
  async startAgain(): Promise<void> {
    this.wanted = true
    this.proven = false
    this.spawn()
    await this.ready()
    this.proven = true
  }

  async ready(): Promise<void> {
    const { readyUrl, readyWithinMs } = this.description
    let said: Readiness = { ready: false, waitingFor: '' }
    const answer = await askUntil({ withinMs: readyWithinMs, everyMs: pollMs }, async () => {
      if (!this.runs()) throw this.endedAtOnce()
      said = await askReadiness(readyUrl)
      return said.ready && this.runs() ? 'ready' : undefined
    })
    if (answer === undefined) throw this.notReady(said)
  }

  /** Asks the process to end and waits; what does not obey in time is ended by force, with everything it started. */
  async stop(): Promise<void> {
    this.wanted = false
    const { process: child } = this
    if (child === undefined || !this.runs()) return
    child.kill('SIGTERM')
    const patience = new AbortController()
    const late = sleep(this.description.stopWithinMs, 'late', { signal: patience.signal }).catch(
      () => 'in time',
    )
    const outcome = await Promise.race([this.ended.then(() => 'in time'), late])
    patience.abort()
    if (outcome === 'late' && child.pid !== undefined) endGroup(child.pid)
    await this.ended
  }

  /** Sends a signal and leaves the process as it then is, until `startAgain`: for tests of what survives. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    this.wanted = false
    this.process?.kill(signal)
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await this.ended
  }

  /** Ends the process without any waiting. */
  abandon(): void {
    this.wanted = false
    if (this.runs() && this.process?.pid !== undefined) endGroup(this.process.pid)
  }

  private runs(): boolean {
    const child = this.process
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null
  }

  private spawn(): void {
    const { command, args, cwd, environment, logFile } = this.description
    const log = openSync(logFile, 'a', 0o600)
    // A group of its own, so that Ctrl-C reaches only the launcher, which knows the order; the IPC channel tells
    // the process when the launcher is gone without a word.
    const child = spawn(command, args, {
      cwd,
      env: environment,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    this.process = child
    this.startedAt = performance.now()
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        resolve()
        this.restartUnlessWanted(child)
      })
      child.once('error', () => {
        resolve()
      })
    })
    this.listener.onSpawn()
  }

  private restartUnlessWanted(child: ChildProcess): void {
    if (!this.wanted || !this.proven || child !== this.process) return
    if (performance.now() - this.startedAt > provenMs) this.failures = 0
    const pauseMs = Math.min(firstPauseMs * 2 ** this.failures++, longestPauseMs)
    this.listener.onTrouble(this.tellTrouble(child, pauseMs))
    setTimeout(() => {
      if (this.wanted && child === this.process) this.spawn()
    }, pauseMs)
  }

  private tellTrouble(child: ChildProcess, pauseMs: number): Message {
    const { name, logFile } = this.description
    const how = child.signalCode ?? `exit ${String(child.exitCode)}`
    const seconds = String(pauseMs / 1000)
    const reason = lastLine(logFile)
    return {
      zh: `${name} 意外退出（${how}），${seconds} 秒后重启；日志最后一行：${reason}`,
      en: `${name} ended unexpectedly (${how}), again in ${seconds} s; last line of its log: ${reason}`,
    }
  }

  private endedAtOnce(): StartFailure {
    const { name } = this.description
    return this.failure({ zh: `${name} 启动后随即退出`, en: `${name} ended right after its start` })
  }

  private notReady({ waitingFor }: Readiness): StartFailure {
    const { name, readyWithinMs } = this.description
    const seconds = String(readyWithinMs / 1000)
    return this.failure({
      zh: `${name} 在 ${seconds} 秒内没有就绪 ${waitingFor}`,
      en: `${name} was not ready within ${seconds} s ${waitingFor}`,
    })
  }

  private failure(what: Message): StartFailure {
    const { logFile, portSetting } = this.description
    const reason = lastLine(logFile)
    if (tellsOfFullDisk(reason, logFile)) return new StartFailure(diskFull)
    return new StartFailure({
      zh: `${what.zh}，日志最后一行：${reason}；完整日志 ${logFile}，端口由 ${portSetting} 设置。`,
      en: `${what.en}; last line of its log: ${reason}; the whole log is ${logFile}, ${portSetting} sets its port.`,
    })
  }
}

type Readiness = { ready: boolean; waitingFor: string }

/** Whether a process says that it can serve, and if not, what it waits for. */
async function askReadiness(url: string): Promise<Readiness> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    const text = await answer.text()
    return { ready: answer.ok, waitingFor: text.slice(0, 200) }
  } catch {
    return { ready: false, waitingFor: '' }
  }
}

/** A child is the leader of its group; Windows knows no groups. */
function endGroup(pid: number): void {
  sendSignal(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
}
