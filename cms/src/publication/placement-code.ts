import { randomInt } from 'node:crypto'

/** Base 62 without `l`, which reads as 1 or I. The number left is a prime, and the check below rests on that. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const modulus = alphabet.length
const length = 10
/** The inverse of the check character's weight, 11, modulo 61. */
const inverseOfCheckWeight = 50

/**
 * A code for a placement: ten random characters, which tell nothing of unit, region or number of placements, and
 * one check character. Read from a worn sign, every single wrong character and every swap of two is noticed.
 */
export function createPlacementCode(): string {
  let code = ''
  for (let i = 0; i < length; i += 1) code += alphabet.charAt(randomInt(modulus))
  const check = ((modulus - weightedSum(code)) * inverseOfCheckWeight) % modulus
  return code + alphabet.charAt(check)
}

export function isPlacementCode(text: string): boolean {
  return /^[0-9A-Za-km-z]{11}$/.test(text) && weightedSum(text) === 0
}

/** The n-th character counts n times. */
function weightedSum(text: string): number {
  return [...text].reduce((sum, character, i) => (sum + (i + 1) * alphabet.indexOf(character)) % modulus, 0)
}
