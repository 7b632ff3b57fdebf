import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { systemCodeOf, type Message } from '../platform/errors.js'

/** Why the platform did not start, in one sentence that names the setting to change. */
export class StartFailure extends Error {
  constructor(
    readonly sentence: Message,
    options?: ErrorOptions,
  ) {
    super(sentence.en, options)
    this.name = 'StartFailure'
  }
}

/** What a person is told about a failure: its sentence, or for one that nobody foresaw its own words. */
export function explainFailure(error: unknown): Message {
  if (error instanceof StartFailure) return error.sentence
  const code = systemCodeOf(error)
  if (code === 'ENOSPC') return diskFull
  if (code !== undefined && unusable.has(code)) return notWritable(pathOf(error))
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { zh: `启动失败：${words}`, en: 'The start failed for a reason nobody foresaw.' }
}

/**
 * Whether a process ended for want of room: it says so, or its log could not be written either.
 *
 * @param reason the last line it wrote
 */
export function tellsOfFullDisk(reason: string, logFile: string): boolean {
  if (/ENOSPC|no space left on device/i.test(reason)) return true
  const { bavail, bsize } = statfsSync(dirname(logFile))
  return bavail * bsize < leastFreeBytes
}

/** Under this, PostgreSQL cannot write its next piece of log, and everything else ends with it. */
const leastFreeBytes = 16 * 1024 * 1024

export const diskFull: Message = {
  zh: '磁盘已满：请腾出空间，或用 ANDON_DATA 把数据目录设到别的磁盘。',
  en: 'The disk is full: make room, or set ANDON_DATA to a folder on another disk.',
}

const unusable = new Set<unknown>(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR'])

function notWritable(path: string): Message {
  return {
    zh: `不能在 ${path} 读写：请检查权限，或用 ANDON_DATA 另设数据目录。`,
    en: `Cannot read or write ${path}: check its permissions, or set ANDON_DATA to another folder.`,
  }
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string'
    ? error.path
    : '数据目录 (data folder)'
}
