import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * One preparation of a checkout at a time: two `npm ci` in one folder destroy each other's work. A second one
 * waits; a lock whose process is gone is taken over.
 */
export async function withLock(file, { onWait }, work) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o711 })
  for (let told = false; !take(file); told = true) {
    if (!told) onWait()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!holderLives(file)) rmSync(file, { force: true })
  return false
}

function holderLives(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
