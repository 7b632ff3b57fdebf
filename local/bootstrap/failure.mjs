import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** A failure to prepare that a person can act on: one sentence in each language, then the last lines of the log. */
export class PreparationFailure extends Error {
  constructor(zh, en, logTail = []) {
    super(`${zh}\n${en}`)
    this.logTail = logTail
  }
}

export class RegistryUnreachable extends PreparationFailure {}

/**
 * Turns what a failed tool wrote into the sentence its cause deserves.
 *
 * @param failed.title the step, as it was shown
 * @param failed.output everything the tool wrote
 * @param failed.logFile where that output stands
 */
export function explainToolFailure({ title, output, logFile }) {
  if (/ENOSPC|no space left on device/i.test(output) || isDiskFull(dirname(logFile))) return diskFull()
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EHOSTUNREACH|ENOTCACHED)\b/.test(
      output,
    )
  ) {
    return new RegistryUnreachable(
      `「${title}」需要联网下载依赖，但现在连不上软件源：请检查网络或 npm 的 registry、proxy 设置后重试。`,
      `"${title}" downloads packages and cannot reach the registry: check the network or npm's registry and proxy settings, then try again.`,
    )
  }
  const tail = output.trimEnd().split('\n').slice(-15)
  return new PreparationFailure(
    `「${title}」失败，完整记录在 ${logFile}，最后几行如下。`,
    `"${title}" failed; the whole log is in ${logFile}, its last lines follow.`,
    tail,
  )
}

/** A tool whose log could not be written leaves no word of why. */
function isDiskFull(folder) {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 1024 * 1024
}

/** What the sentence for an error of the file system is. */
export function explainFileFailure(error) {
  if (error.code === 'ENOSPC') return diskFull()
  return new PreparationFailure(
    `不能在 ${error.path} 读写（${error.code}）：请检查权限，或用 ANDON_DATA 另设数据目录。`,
    `Cannot read or write ${error.path} (${error.code}): check its permissions, or set ANDON_DATA to another folder.`,
  )
}

export function diskFull() {
  return new PreparationFailure(
    '磁盘已满：请腾出空间，或用 ANDON_DATA 把数据目录设到别的磁盘（依赖和编译结果在代码目录内）。',
    'The disk is full: make room, or point ANDON_DATA (the data folder) at another disk; packages and builds stay in the checkout.',
  )
}
