import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Message } from '../../platform/errors.js'
import { StartFailure } from '../start-failure.js'
import { binaryIn, type Binaries } from './binaries.js'

/** PostgreSQL refuses to run as root; `nobody` exists everywhere without touching the system's users. */
const nobody = { uid: 65534, gid: 65534 }
const sharedFolders = ['/var/lib/andon', '/var/tmp/andon', join(tmpdir(), 'andon')]

export type Placement = {
  /** Holds `data/`; belongs to the user the server runs as. */
  folder: string
  binaries: Binaries
  /** Whom to run as; undefined means as ourselves. */
  user: { uid: number; gid: number } | undefined
  /** What to tell when something stands outside the data folder. */
  notice: Message | undefined
}

/**
 * Where the cluster and its programs stand. In the data folder and under node_modules, unless we are root and
 * `nobody` cannot get there (a checkout under /root, a 0700 temporary folder): then in a folder that can be reached.
 */
export function placeCluster(request: { dataFolder: string; binaries: Binaries }): Placement {
  const inside = join(request.dataFolder, 'postgres')
  if (process.getuid?.() !== 0) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    return { folder: inside, binaries: request.binaries, user: undefined, notice: undefined }
  }
  const folder = canEnter(request.dataFolder) ? inside : outsideFolder(request.dataFolder)
  const binaries = canRun(request.binaries) ? request.binaries : copyBinaries(request.binaries)
  mkdirSync(folder, { recursive: true })
  chownSync(folder, nobody.uid, nobody.gid)
  chmodSync(folder, 0o700)
  return {
    folder,
    binaries,
    user: nobody,
    notice: describeOutside(
      folder === inside ? undefined : folder,
      binaries === request.binaries ? undefined : binaries.folder,
    ),
  }
}

/** Folders outside the data folder that hold its cluster: none or one. */
export function clusterFolders(dataFolder: string): string[] {
  return sharedFolders
    .map((shared) => join(shared, nameOutside(dataFolder)))
    .filter((folder) => existsSync(folder))
}

/** Where the cluster of a data folder stands, or would stand, when it cannot be inside. */
export function outsideFolder(dataFolder: string): string {
  return clusterFolders(dataFolder)[0] ?? join(sharedFolder(), nameOutside(dataFolder))
}

function nameOutside(dataFolder: string): string {
  return createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)
}

function sharedFolder(): string {
  for (const folder of sharedFolders) {
    try {
      mkdirSync(folder, { recursive: true })
      chmodSync(folder, 0o755)
      if (canEnter(folder)) return folder
    } catch {
      // Read-only or not ours: the next one.
    }
  }
  throw new StartFailure({
    zh: 'PostgreSQL 不能以 root 身份运行，而找不到 nobody 用户可进入的目录：请用 ANDON_DATA 指定一个这样的目录，或改用普通用户启动。',
    en: 'PostgreSQL does not run as root, and no folder was found that user nobody may enter: set ANDON_DATA to one, or start as an ordinary user.',
  })
}

/** Whether everybody may pass through the folder and all above it. */
function canEnter(folder: string): boolean {
  const passable = (statSync(folder).mode & 0o001) !== 0
  return passable && (dirname(folder) === folder || canEnter(dirname(folder)))
}

/** Tried rather than reckoned: libraries and every folder above must be open too. */
function canRun(binaries: Binaries): boolean {
  const { status } = spawnSync(binaryIn(binaries, 'postgres'), ['--version'], {
    ...nobody,
    cwd: '/tmp',
    stdio: 'ignore',
  })
  return status === 0
}

/** One copy for all checkouts of this machine; complete or not there, since it is renamed into place. */
function copyBinaries(binaries: Binaries): Binaries {
  const shared = sharedFolder()
  const folder = join(shared, binaries.name)
  if (!existsSync(folder)) {
    const next = mkdtempSync(join(shared, 'copy-'))
    // Static libraries are for building against; headers the package leaves out already.
    cpSync(binaries.folder, next, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !basename(path).endsWith('.a'),
    })
    spawnSync('chmod', ['-R', 'a+rX', next])
    if (existsSync(folder)) rmSync(next, { recursive: true })
    else renameSync(next, folder)
  }
  return { ...binaries, folder }
}

function describeOutside(data: string | undefined, programs: string | undefined): Message | undefined {
  const places = [data, programs].filter((place) => place !== undefined)
  if (places.length === 0) return undefined
  return {
    zh: `以 root 启动，PostgreSQL 改由 nobody 运行；该用户进不了原目录，文件放在 ${places.join(' 和 ')}。`,
    en: `Started as root, PostgreSQL runs as nobody, who cannot enter the usual folder: its files are in ${places.join(' and ')}.`,
  }
}
