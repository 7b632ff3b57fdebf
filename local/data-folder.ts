import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Makes the data folder. As root it lets others pass, not look: PostgreSQL runs as nobody inside. */
export function ensureDataFolder(folder: string): void {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
  }
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 })
}

/** Sealed files people send with reports. */
export function evidenceFolderOf(dataFolder: string): string {
  return resolve(dataFolder, 'evidence')
}

/** Pictures and annexes of the publicity staff's desk. */
export function contentFilesFolderOf(dataFolder: string): string {
  return resolve(dataFolder, 'content-files')
}

/** Signed heads of the audit chains: outside the database, so that what is done there shows. */
export function anchorFolderOf(dataFolder: string): string {
  return resolve(dataFolder, 'audit-anchors')
}

export function logFileOf(dataFolder: string, name: string): string {
  return join(dataFolder, 'logs', `${name}.log`)
}
