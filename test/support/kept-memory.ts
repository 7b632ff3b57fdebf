import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/**
 * Bytes this process still holds after what nobody refers to is collected: buffers and heap. What it was given by the
 * system and has not given back yet is another figure, and says more of the tests before than of this one.
 */
export function keptMemory(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
