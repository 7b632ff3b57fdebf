import { hashRaw } from '@node-rs/argon2'
import { hkdfSync, randomInt } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'

/** What turns a receipt into keys; none of it stands in the database or its backups. */
export type ReceiptSecrets = { salt: Buffer; findPepper: Buffer; openPepper: Buffer }

/** 32 bytes each: one to find the report, which is stored, and one to open its lock, which is not. */
export type ReceiptKeys = { tag: Buffer; openingKey: Buffer }

export type DeriveReceiptKeys = (receipt: string) => Promise<ReceiptKeys>

const digits = 16

/** 16 random digits: 53 bits, behind one Argon2id of 64 MiB for each guess. */
export function createReceipt(): string {
  return Array.from({ length: digits }, () => randomInt(10)).join('')
}

/**
 * The receipt that takes the place of another. The same key gives the same digits, so that a change whose answer was
 * lost can be asked again; without it nobody makes them, not even who knows the old digits.
 */
export function deriveReceipt(openingKey: Buffer, changeKey: string): string {
  const bytes = Buffer.from(hkdfSync('sha256', openingKey, changeKey, 'andon changed receipt v1', 32))
  return String(BigInt(`0x${bytes.toString('hex')}`) % 10n ** BigInt(digits)).padStart(digits, '0')
}

/**
 * A receipt as people type it, with blanks or dashes.
 *
 * @throws AndonError BAD_USER_INPUT where it cannot be one: that tells nothing about any receipt
 */
export function readReceipt(typed: string): string {
  const receipt = typed.normalize('NFKC').replace(/[\s-]/g, '')
  if (/^\d{16}$/.test(receipt)) return receipt
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '查询码应为 16 位数字。', en: 'A receipt has 16 digits.' },
    { inputPath: 'receipt' },
  )
}

/**
 * Makes the keys of a receipt: one Argon2id (64 MiB, 3 passes) under the installation's salt, then HKDF under a
 * pepper for each. Hashes wait in a bounded queue, so that a flood costs the sender time and the server a known
 * memory.
 */
export function createReceiptKeys(
  { salt, findPepper, openPepper }: ReceiptSecrets,
  { atOnce, waiting } = { atOnce: 2, waiting: 64 },
): DeriveReceiptKeys {
  const turn = createTurns(atOnce, waiting)
  return (receipt) =>
    turn(async () => {
      const stretched = await hashRaw(receipt, {
        salt,
        memoryCost: 65_536,
        timeCost: 3,
        parallelism: 1,
        outputLen: 32,
      })
      const derive = (pepper: Buffer, use: string): Buffer =>
        Buffer.from(hkdfSync('sha256', stretched, pepper, use, 32))
      return {
        tag: derive(findPepper, 'andon receipt tag v1'),
        openingKey: derive(openPepper, 'andon receipt opening key v1'),
      }
    })
}

/** At most `width` at once and `length` waiting; more is refused. */
function createTurns(
  width: number,
  length: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let working = 0
  return async (work) => {
    if (working >= width) {
      if (waiting.length >= length) throw new AndonError('RATE_LIMITED')
      await new Promise<void>((go) => waiting.push(go))
    } else {
      working += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working -= 1
    }
  }
}
