import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  createAuthorityRoot,
  rootFingerprint,
  signBundle,
  type AuthorityRoot,
} from '../../client/custodian/authority-root.js'
import { createHolderKeys, type HolderKeys } from '../../client/custodian/holder-keys.js'
import {
  openRootKeyFile,
  writeHolderKeyFile,
  writeRootKeyFile,
  type KeyFileProtection,
} from '../../client/custodian/key-file.js'
import { suites, writeJson } from '../../client/custodian/papers.js'
import { toHex } from '../../client/sealing/bytes.js'
import type { Holder, HolderRole } from '../../client/sealing/holder.js'
import { verifyBundle, type KeyBundle } from '../../client/sealing/key-bundle.js'
import type { PinnedPolicy } from '../../client/sealing/pinned-policy.js'
import type { Suite, SuiteName } from '../../client/sealing/suite.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'

/** Who holds keys in the demonstration, by office; holders are the demo accounts of local/identity/accounts.ts. */
const offices: Readonly<Record<string, Readonly<Record<string, HolderRole>>>> = {
  '410100': { 'custodian.zhengzhou': 'CUSTODIAN', 'recovery.zhengzhou': 'RECOVERY' },
  '410000': {
    'custodian.henan': 'CUSTODIAN',
    'approver.henan': 'APPROVER',
    'recovery.henan': 'RECOVERY',
  },
  '000000': {
    'custodian.national': 'CUSTODIAN',
    'approver.national': 'APPROVER',
    'recovery.national': 'RECOVERY',
  },
  '110000': { 'approver.beijing': 'APPROVER', 'recovery.beijing': 'RECOVERY' },
}

/** The last one serves reports about 河南's own department, whose approver must then not hold a share. */
const holdings: PinnedPolicy['holdings'] = [
  { custodians: '410100', approvers: ['410000'] },
  { custodians: '410000', approvers: ['000000'], regions: ['410000'] },
  { custodians: '000000', approvers: ['410000'], regions: ['000000'] },
  { custodians: '000000', approvers: ['110000'], regions: ['000000'] },
].map(({ custodians, approvers, ...rest }) => ({
  ...rest,
  custodians: authorityIdOf(custodians),
  approvers: approvers.map(authorityIdOf),
}))

const dayMs = 86_400_000
const bundleDays = 730
const renewBeforeDays = 60
/** A few hundredths of a second: the demo password guards nothing but invented people. */
const demoCost = { log2N: 12, r: 8, p: 1 }

export type DemoCustody = {
  folder: string
  /** What the server reads as SEALING_POLICY_FILE and a front end carries. */
  policyFile: string
  bundles: readonly Uint8Array[]
}

type Means = { folder: string; suite: Suite; passphrase: string; now: Date }

/**
 * Roots, holders and bundles of the demonstration: made at the first start into the data folder, where on a real
 * installation nobody would find them together. Every file opens with the demo password by `npm run custodian`.
 */
export function openDemoCustody(given: {
  dataFolder: string
  suiteName: SuiteName
  passphrase: string
  now?: Date
}): DemoCustody {
  const { dataFolder, suiteName, passphrase, now = new Date() } = given
  const suite = suites.find(({ name }) => name === suiteName)
  if (suite === undefined) throw new Error(`there is no suite ${suiteName}`)
  const folder = resolve(dataFolder, 'custodians', suiteName)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const means = { folder, suite, passphrase, now }
  const opened = Object.keys(offices).map((code) => openOffice(means, code))
  const policyFile = join(folder, 'sealing-policy.json')
  const roots = opened.map(({ authorityId, rootPublicKey }) => ({
    authorityId,
    suite: suiteName,
    rootPublicKey,
  }))
  write(policyFile, writeJson({ roots, holdings } satisfies PinnedPolicy))
  writeCustodianPolicies(means, roots)
  write(join(folder, 'README.txt'), readMe)
  return { folder, policyFile, bundles: opened.map(({ bundle }) => bundle) }
}

function openOffice(means: Means, code: string) {
  const { folder, suite, passphrase } = means
  const authorityId = authorityIdOf(code)
  const [rootFile, bundleFile] = [join(folder, `root.${code}`), join(folder, `bundle.${code}`)]
  if (!existsSync(bundleFile)) foundOffice(means, code)
  // The root's public half stands beside it; the private one is opened only to sign.
  const rootPublicKey = readFileSync(`${rootFile}.pub`, 'utf8').trim()
  const pin = { suite, authorityId, rootPublicKey: Uint8Array.from(Buffer.from(rootPublicKey, 'hex')) }
  const current = verifyBundle(readBytes(bundleFile), pin)
  if (current.expiresAt.getTime() - means.now.getTime() < renewBeforeDays * dayMs) {
    const root = openRootKeyFile(readBytes(rootFile), passphrase, suites)
    write(bundleFile, renew(means, root, current, readBytes(bundleFile)))
  }
  return { authorityId, rootPublicKey, bundle: readBytes(bundleFile) }
}

/** The bundle comes last: where it is, all the keys are. A start that was interrupted begins anew. */
function foundOffice(means: Means, code: string): void {
  const { folder, suite } = means
  const protection: KeyFileProtection = { passphrase: means.passphrase, random, cost: demoCost }
  const root = createAuthorityRoot(suite, authorityIdOf(code), random)
  write(join(folder, `root.${code}`), writeRootKeyFile(root, protection))
  write(join(folder, `root.${code}.pub`), `${toHex(root.keys.publicKey)}\n`)
  write(join(folder, `root.${code}.fingerprint`), `${rootFingerprint(suite, root.keys.publicKey)}\n`)
  const holders = Object.entries(offices[code] ?? {}).map(([name, role]) => {
    const keys = createHolderKeys(suite, name, random)
    write(join(folder, name), writeHolderKeyFile(keys, protection))
    return listed(keys, role, means.now)
  })
  const content = { ...periodFrom(means.now), version: 1, holders, revokedKeyIds: [] }
  write(join(folder, `bundle.${code}`), signBundle(root, content, null, random))
}

function renew({ now }: Means, root: AuthorityRoot, current: KeyBundle, previous: Uint8Array): Uint8Array {
  const { validFrom, validUntil } = validityFrom(now)
  const holders = current.holders.map((holder) => ({ ...holder, validFrom, validUntil }))
  const { revokedKeyIds } = current
  const content = { ...periodFrom(now), version: current.version + 1, holders, revokedKeyIds }
  return signBundle(root, content, previous, random)
}

function listed({ holderId, agreement, signature }: HolderKeys, role: HolderRole, now: Date): Holder {
  const keys = { agreementKey: agreement.publicKey, signatureKey: signature.publicKey }
  return { holderId, role, ...keys, ...validityFrom(now) }
}

function periodFrom(now: Date) {
  // Whole seconds are stored; one that began in the future would not be in force yet.
  const issuedAt = new Date(Math.floor(now.getTime() / 1000) * 1000)
  return { issuedAt, expiresAt: new Date(issuedAt.getTime() + bundleDays * dayMs) }
}

function validityFrom(now: Date) {
  const { issuedAt: validFrom, expiresAt: validUntil } = periodFrom(now)
  return { validFrom, validUntil }
}

/** One policy.json for each holding, as the custodian's program wants it. It notes there what it has seen. */
function writeCustodianPolicies({ folder, suite }: Means, roots: PinnedPolicy['roots']): void {
  const pinOf = (id: string) => {
    const root = roots.find(({ authorityId }) => authorityId === id)
    return { authorityId: id, rootPublicKey: root?.rootPublicKey }
  }
  for (const { custodians, approvers } of holdings) {
    const name = [custodians, ...approvers].map(codeOf).join('-')
    const file = join(folder, `policy.${name}.json`)
    if (existsSync(file)) continue
    const pins = { custodians: pinOf(custodians), approvers: approvers.map(pinOf) }
    write(file, writeJson({ suite: suite.name, ...pins }))
  }
}

function codeOf(authorityId: string): string {
  return Object.keys(offices).find((code) => authorityIdOf(code) === authorityId) ?? authorityId
}

const readMe = `演示用密钥，均为虚构人员所有，口令为演示密码。正式部署的密钥分别由各人离线保管，见 docs/custodians.md。
Keys of the demonstration: their holders do not exist, the passphrase is the demo password. On a real installation
each person keeps their own, offline: docs/custodians.md.
`

function readBytes(file: string): Uint8Array {
  return Uint8Array.from(readFileSync(file))
}

/** For the owner only. */
function write(file: string, content: Uint8Array | string): void {
  rmSync(file, { force: true })
  writeFileSync(file, content, { mode: 0o600 })
}

function random(length: number): Uint8Array {
  return randomBytes(length)
}
