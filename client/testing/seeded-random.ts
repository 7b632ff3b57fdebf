import type { Random } from '../sealing/random.js'

/** Bytes that look random and come again with the same seed: for tests only. */
export function seededRandom(seed: number): Random & { below: (limit: number) => number } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const random = (length: number) => Uint8Array.from({ length }, () => next() & 0xff)
  return Object.assign(random, { below: (limit: number) => next() % limit })
}
