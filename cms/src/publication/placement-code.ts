import { randomInt } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const size = alphabet.length
const length = 10

/**
 * A code for a placement: ten random characters, which tell nothing of unit, region or number of placements, and
 * one check character. Read from a worn sign, a single wrong or two swapped neighbours are noticed.
 */
export function createPlacementCode(): string {
  let code = ''
  for (let i = 0; i < length; i += 1) code += alphabet.charAt(randomInt(size))
  return code + checkCharacter(code)
}

export function isPlacementCode(text: string): boolean {
  return /^[0-9A-Za-z]{11}$/.test(text) && checkCharacter(text.slice(0, length)) === text.charAt(length)
}

/** ISO 7064 hybrid system MOD M+1,M with M = 62. */
function checkCharacter(code: string): string {
  let product = size
  for (const character of code) {
    const sum = (product + alphabet.indexOf(character)) % size || size
    product = (sum * 2) % (size + 1)
  }
  return alphabet.charAt((size + 1 - product) % size)
}
