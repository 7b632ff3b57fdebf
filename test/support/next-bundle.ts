import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signBundle } from '../../client/custodian/authority-root.js'
import { createHolderKeys } from '../../client/custodian/holder-keys.js'
import { openRootKeyFile, writeHolderKeyFile } from '../../client/custodian/key-file.js'
import { suites } from '../../client/custodian/papers.js'
import type { Holder } from '../../client/sealing/holder.js'
import { verifyBundle } from '../../client/sealing/key-bundle.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import type { TestCustody } from './custody.js'

const random = (length: number) => randomBytes(length)

/**
 * The keeper of an office's root replaces one person by another, whose key file is then in the folder.
 *
 * @returns the next bundle, base64
 */
export function signNextBundle(
  { folder, passphrase }: TestCustody,
  code: string,
  { leaves, joins }: { leaves: string; joins: string },
): string {
  const at = (name: string) => join(folder, name)
  const root = openRootKeyFile(Uint8Array.from(readFileSync(at(`root.${code}`))), passphrase, suites)
  const previous = Uint8Array.from(readFileSync(at(`bundle.${code}`)))
  const { suite } = root
  const before = verifyBundle(previous, {
    suite,
    authorityId: authorityIdOf(code),
    rootPublicKey: root.keys.publicKey,
  })
  const keys = createHolderKeys(suite, joins, random)
  writeFileSync(at(joins), writeHolderKeyFile(keys, { passphrase, random, cost: { log2N: 4, r: 1, p: 1 } }))
  const holders = before.holders.map((holder): Holder => {
    if (holder.holderId !== leaves) return holder
    const { publicKey: agreementKey } = keys.agreement
    return { ...holder, holderId: joins, agreementKey, signatureKey: keys.signature.publicKey }
  })
  const content = { ...before, version: before.version + 1, holders }
  const bundle = signBundle(root, content, previous, random)
  writeFileSync(at(`bundle.${code}`), bundle)
  return Buffer.from(bundle).toString('base64')
}
