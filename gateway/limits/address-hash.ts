import { createHmac, randomBytes } from 'node:crypto'
import { networkOf } from './client-address.js'

const keyLifeMs = 86_400_000

/**
 * A name for where requests come from, that nobody can turn back: the key was made in this process, stands in no file,
 * and is thrown away after a day with everything that was counted under it.
 *
 * @returns 16 bytes as base64, another one every day
 */
export function createAddressHash(now: () => number = Date.now): (address: string) => string {
  let key = randomBytes(32)
  let madeAt = now()
  return (address) => {
    if (now() - madeAt >= keyLifeMs) {
      key.fill(0)
      key = randomBytes(32)
      madeAt = now()
    }
    return createHmac('sha256', key).update(networkOf(address)).digest().toString('base64', 0, 16)
  }
}
