import type { Bytes } from './bytes.js'
import { SealingError } from './sealing-error.js'

/** Gives that many unpredictable bytes: `crypto.getRandomValues` in a browser, `randomBytes` in Node. */
export type Random = (length: number) => Uint8Array

/** A copy, so that wiping it harms nobody; a source that answers short or in zeros is broken. */
export function draw(random: Random, length: number): Bytes {
  const drawn = Uint8Array.from(random(length))
  if (drawn.length !== length || drawn.every((byte) => byte === 0))
    throw new SealingError('RANDOMNESS_FAILED')
  return drawn
}

/**
 * `wx.getRandomValues` answers later, sealing does not wait: a mini-program draws a pool first. Every byte is
 * given once and then wiped; an empty pool refuses rather than repeats.
 */
export function randomFromPool(pool: Uint8Array): Random {
  let at = 0
  return (length) => {
    if (length > pool.length - at) throw new SealingError('RANDOMNESS_FAILED')
    const given = pool.slice(at, at + length)
    pool.fill(0, at, at + length)
    at += length
    return given
  }
}
