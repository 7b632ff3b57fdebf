import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { lastLine, rotateLog } from '../processes/log-file.js'
import { endProcess } from '../processes/ending.js'
import { identifyProcess } from '../processes/process-identity.js'
import { askUntil } from '../patience.js'
import { StartFailure, diskFull, tellsOfFullDisk } from '../start-failure.js'
import { binaryIn, findBinaries } from './binaries.js'
import { shutdown, stopOrphanedServer } from './orphan.js'
import { placeCluster, type Placement } from './placement.js'
import { systemCodeOf } from '../../platform/errors.js'

const host = '127.0.0.1'
/** A crash may leave much to recover. */
const startMs = 120_000

export type ClusterRequest = {
  dataFolder: string
  logFile: string
  port: number
  superuserPassword: string
  /** Cluster and secrets belong together; a cluster of other secrets cannot be opened. */
  installation: string
  /** Off for tests: a lost write after a power failure does not matter there. */
  durable?: boolean
  environment: { PATH?: string | undefined }
}

export type Cluster = {
  host: string
  port: number
  pid: number
  placement: Placement
  /** Resolves when the server ends, for whatever reason. */
  ended: Promise<void>
  stop: () => Promise<void>
  kill: (signal: NodeJS.Signals) => void
}

/** Where the cluster of a data folder stands; a server that an earlier run left there is stopped. */
export async function readyPlacement(dataFolder: string): Promise<Placement & { orphanStopped: boolean }> {
  const placement = placeCluster({ dataFolder, binaries: findBinaries() })
  return { ...placement, orphanStopped: await stopOrphanedServer(dataDirectoryOf(placement)) }
}

/** Starts PostgreSQL on 127.0.0.1; the first time it makes the cluster. */
export async function startCluster(request: ClusterRequest, placement: Placement): Promise<Cluster> {
  rotateLog(request.logFile)
  ensureCluster(request, placement)
  const server = spawnServer(request, placement)
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve()
    })
  })
  await accepting(request, placement, server)
  const pid = server.pid ?? 0
  return {
    host,
    port: request.port,
    pid,
    placement,
    ended,
    kill: (signal) => server.kill(signal),
    stop: async () => {
      const self = identifyProcess(pid)
      if (self !== undefined && !hasEnded(server)) await endProcess(self, shutdown)
      else server.kill('SIGINT')
      await ended
    },
  }
}

function dataDirectoryOf(placement: Placement): string {
  return join(placement.folder, 'data')
}

function ensureCluster(request: ClusterRequest, placement: Placement): void {
  const mark = join(placement.folder, 'installation')
  if (existsSync(dataDirectoryOf(placement))) {
    if (existsSync(mark) && readFileSync(mark, 'utf8') !== request.installation)
      throw foreignCluster(placement)
    return
  }
  // Made beside its place and renamed, so that an interrupted initdb is never taken for a cluster.
  const unfinished = join(placement.folder, 'data.unfinished')
  rmSync(unfinished, { recursive: true, force: true })
  runInitdb(request, placement, unfinished)
  writeFileSync(mark, request.installation)
  renameSync(unfinished, dataDirectoryOf(placement))
}

function runInitdb(request: ClusterRequest, placement: Placement, directory: string): void {
  const passwordFile = join(placement.folder, 'initial-password')
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, request.superuserPassword, { mode: 0o600 })
  if (placement.user) chownSync(passwordFile, placement.user.uid, placement.user.gid)
  // With the built-in provider pg_trgm finds no trigrams in Chinese.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const { status, stderr } = spawnSync(
    binaryIn(placement.binaries, 'initdb'),
    [
      ...['-D', directory, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale-provider=libc', `--locale=${locale}`, '--no-instructions'],
      ...(request.durable === false ? ['--no-sync'] : []),
    ],
    { ...asUser(placement), encoding: 'utf8', env: serverEnvironment(request) },
  )
  rmSync(passwordFile, { force: true })
  if (status === 0) return
  // Its last words are of tidying up; the reason stands before them.
  if (/no space left on device/i.test(stderr)) throw new StartFailure(diskFull)
  writeFileSync(request.logFile, stderr, { flag: 'a' })
  throw didNotStart(request)
}

function spawnServer(request: ClusterRequest, placement: Placement): ChildProcess {
  const log = openSync(request.logFile, 'a', 0o600)
  const settings = {
    ...serverSettings,
    port: String(request.port),
    ...(request.durable === false ? undurable : {}),
  }
  const child = spawn(
    binaryIn(placement.binaries, 'postgres'),
    [
      '-D',
      dataDirectoryOf(placement),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A group of its own: Ctrl-C must not reach it before its clients are done.
    { ...asUser(placement), env: serverEnvironment(request), detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  child.on('error', () => undefined)
  return child
}

const serverSettings = {
  listen_addresses: host,
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  // Values of reporters' data stand in statements and in the details of an error: neither may reach a log line.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

const undurable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

function asUser(placement: Placement): { cwd: string; uid?: number; gid?: number } {
  return placement.user === undefined ? { cwd: placement.folder } : { cwd: '/tmp', ...placement.user }
}

function serverEnvironment(request: ClusterRequest): NodeJS.ProcessEnv {
  return { PATH: request.environment.PATH, LC_ALL: process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8' }
}

/** Resolves when the server lets the superuser in. Its own word is waited for: on a taken port another would answer. */
async function accepting(request: ClusterRequest, placement: Placement, server: ChildProcess): Promise<void> {
  const pidFile = join(dataDirectoryOf(placement), 'postmaster.pid')
  try {
    const ready = await askUntil({ withinMs: startMs, everyMs: 20 }, () => {
      if (hasEnded(server)) throw didNotStart(request)
      return saysReady(pidFile, server.pid) ? 'ready' : undefined
    })
    if (ready === undefined) throw didNotStart(request)
    await signIn(request)
  } catch (error) {
    server.kill('SIGINT')
    throw error
  }
}

function hasEnded(server: ChildProcess): boolean {
  return server.pid === undefined || server.exitCode !== null || server.signalCode !== null
}

/** PostgreSQL notes its number in the first line of the file and its state in the eighth. */
function saysReady(pidFile: string, pid: number | undefined): boolean {
  if (!existsSync(pidFile)) return false
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
}

async function signIn({ port, superuserPassword }: ClusterRequest): Promise<void> {
  const client = new Client({
    host,
    port,
    user: 'postgres',
    password: superuserPassword,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  })
  try {
    await client.connect()
  } catch (error) {
    throw systemCodeOf(error) === '28P01' ? wrongPassword() : error
  } finally {
    await client.end().catch(() => undefined)
  }
}

function didNotStart({ logFile, port }: ClusterRequest): StartFailure {
  const reason = lastLine(logFile)
  if (tellsOfFullDisk(reason, logFile)) return new StartFailure(diskFull)
  return new StartFailure({
    zh: `PostgreSQL 没有启动（${reason}）：端口由 POSTGRES_PORT（现为 ${String(port)}）设置，数据目录由 ANDON_DATA 设置，日志在 ${logFile}。`,
    en: `PostgreSQL did not start (${reason}): POSTGRES_PORT (now ${String(port)}) sets its port, ANDON_DATA its folder; the log is ${logFile}.`,
  })
}

function wrongPassword(): StartFailure {
  return new StartFailure({
    zh: '数据库不接受 secrets.json 中的密码：请还原数据目录（ANDON_DATA）中的 secrets.json，或运行 npm run reset 清空本地数据。',
    en: 'The database does not accept the password of secrets.json: restore that file in the data folder (ANDON_DATA), or empty the local data with npm run reset.',
  })
}

function foreignCluster(placement: Placement): StartFailure {
  return new StartFailure({
    zh: `${placement.folder} 中的数据库属于另一套已丢失的 secrets.json：请还原数据目录（ANDON_DATA），或运行 npm run reset 清空本地数据。`,
    en: `The database in ${placement.folder} belongs to another secrets.json, which is gone: restore the data folder (ANDON_DATA), or empty the local data with npm run reset.`,
  })
}
