import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What tells a process from a later one with the same number. */
export type ProcessIdentity = {
  pid: number
  /** Opaque; the same for the same process only. */
  startedAt: string
  commandLine: string
}

/** The process with this number, or undefined where there is none or the system does not say. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

/** Whether the very process that was noted is still there: same number, same moment of start, same command. */
export function stillRuns(noted: ProcessIdentity): boolean {
  const present = identifyProcess(noted.pid)
  return present?.startedAt === noted.startedAt && present.commandLine === noted.commandLine
}

function fromProc(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1')
    const commandLine = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .split('\0')
      .join(' ')
      .trim()
    // The second field is the program's name in brackets, and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, ticksSinceBoot] = [fields[0], fields[19] ?? '']
    if (state === 'Z' || state === 'X') return undefined
    return { pid, startedAt: `${bootId()}/${ticksSinceBoot}`, commandLine }
  } catch {
    return undefined
  }
}

/** Ticks are counted from the boot, so after another boot the same pair of numbers means nothing. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function fromPs(pid: number): ProcessIdentity | undefined {
  if (process.platform === 'win32') return undefined
  const { status, stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'lstart=,command='], {
    encoding: 'utf8',
  })
  const line = stdout.trim()
  if (status !== 0 || line === '') return undefined
  return { pid, startedAt: line.slice(0, 24), commandLine: line.slice(24).trim() }
}
