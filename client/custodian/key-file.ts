import { scrypt } from '@noble/hashes/scrypt.js'
import { concat, wipe, type Bytes } from '../sealing/bytes.js'
import { FieldReader, magic, text, uint } from '../sealing/fields.js'
import { draw, type Random } from '../sealing/random.js'
import { orRefuse, SealingError } from '../sealing/sealing-error.js'
import { allowedSuite, type KeyPair, type Suite } from '../sealing/suite.js'
import { encodeUtf8 } from '../sealing/utf8.js'
import type { AuthorityRoot } from './authority-root.js'
import { holderKeysOf, type HolderKeys } from './holder-keys.js'

/** scrypt's cost: N = 2^log2N, block size r, parallelisation p. Memory is 128·N·r bytes. */
export type ScryptCost = { log2N: number; r: number; p: number }

/** 128 MiB and about a second of one core: what a guess costs whoever stole the file. */
export const strongCost: ScryptCost = { log2N: 17, r: 8, p: 1 }
/** More than this is not a key file but an attempt to stop the machine. */
const memoryAtMost = 2 ** 30
const saltBytes = 16
const passphraseAtLeast = 12

const kinds = { HOLDER: 1, ROOT: 2 } as const
type Kind = keyof typeof kinds

export type KeyFileProtection = { passphrase: string; random: Random; cost?: ScryptCost }

export function writeHolderKeyFile(keys: HolderKeys, protection: KeyFileProtection): Bytes {
  return writeKeyFile('HOLDER', keys.suite, keys.holderId, [keys.agreement, keys.signature], protection)
}

export function writeRootKeyFile(root: AuthorityRoot, protection: KeyFileProtection): Bytes {
  return writeKeyFile('ROOT', root.suite, root.authorityId, [root.keys], protection)
}

/** @throws SealingError WRONG_PASSPHRASE when it is wrong or the file was changed */
export function openHolderKeyFile(
  file: Uint8Array,
  passphrase: string,
  suites: readonly Suite[],
): HolderKeys {
  const { suite, reader } = openKeyFile('HOLDER', file, passphrase, suites)
  const holderId = reader.text()
  const { sizes } = suite
  const agreement = readPair(reader, sizes.agreementPrivateKey, sizes.agreementPublicKey)
  const signature = readPair(reader, sizes.signaturePrivateKey, sizes.signaturePublicKey)
  reader.end()
  return holderKeysOf(suite, holderId, agreement, signature)
}

/** @throws SealingError WRONG_PASSPHRASE when it is wrong or the file was changed */
export function openRootKeyFile(
  file: Uint8Array,
  passphrase: string,
  suites: readonly Suite[],
): AuthorityRoot {
  const { suite, reader } = openKeyFile('ROOT', file, passphrase, suites)
  const authorityId = reader.text()
  const keys = readPair(reader, suite.sizes.signaturePrivateKey, suite.sizes.signaturePublicKey)
  reader.end()
  return { suite, authorityId, keys }
}

function readPair(reader: FieldReader, privateBytes: number, publicBytes: number): KeyPair {
  return { privateKey: reader.take(privateBytes), publicKey: reader.take(publicBytes) }
}

function writeKeyFile(
  kind: Kind,
  suite: Suite,
  owner: string,
  pairs: readonly KeyPair[],
  { passphrase, random, cost = strongCost }: KeyFileProtection,
): Bytes {
  if (Array.from(passphrase).length < passphraseAtLeast) throw new SealingError('WEAK_PASSPHRASE')
  const salt = draw(random, saltBytes)
  const nonce = draw(random, suite.sizes.nonce)
  const head = concat(
    magic('AKEY', 1),
    uint(suite.code, 1),
    uint(kinds[kind], 1),
    uint(cost.log2N, 1),
    uint(cost.r, 1),
    uint(cost.p, 1),
    salt,
    nonce,
  )
  const content = concat(
    text(owner),
    ...pairs.flatMap(({ privateKey, publicKey }) => [privateKey, publicKey]),
  )
  const key = stretch(passphrase, salt, cost, suite.sizes.cipherKey)
  const sealed = suite.encrypt(key, nonce, content, head)
  wipe(key, content)
  return concat(head, sealed)
}

function openKeyFile(
  kind: Kind,
  file: Uint8Array,
  passphrase: string,
  suites: readonly Suite[],
): { suite: Suite; reader: FieldReader } {
  const reader = new FieldReader(file)
  reader.magic('AKEY', 1)
  const suite = allowedSuite(reader.uint(1), suites)
  if (reader.uint(1) !== kinds[kind]) throw new SealingError('MALFORMED')
  const cost = { log2N: reader.uint(1), r: reader.uint(1), p: reader.uint(1) }
  const salt = reader.take(saltBytes)
  const nonce = reader.take(suite.sizes.nonce)
  const head = file.subarray(0, reader.position)
  const key = stretch(passphrase, salt, cost, suite.sizes.cipherKey)
  try {
    const content = suite.decrypt(key, nonce, file.subarray(reader.position), head)
    return { suite, reader: new FieldReader(content) }
  } catch {
    throw new SealingError('WRONG_PASSPHRASE')
  } finally {
    wipe(key)
  }
}

/** One passphrase typed on two keyboards may come as two strings; NFKC makes them one. */
function stretch(passphrase: string, salt: Uint8Array, { log2N, r, p }: ScryptCost, dkLen: number): Bytes {
  if (log2N < 1 || r < 1 || p < 1 || 128 * 2 ** log2N * r * p > memoryAtMost)
    throw new SealingError('MALFORMED')
  const typed = encodeUtf8(passphrase.normalize('NFKC'), 'WRONG_PASSPHRASE')
  const key = orRefuse('MALFORMED', () =>
    scrypt(typed, salt, { N: 2 ** log2N, r, p, dkLen, maxmem: 2 * memoryAtMost }),
  )
  wipe(typed)
  return key
}
