import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { clusterRoles, type ClusterRole } from './postgres/cluster-roles.js'

const keyPair = z.object({ privateKey: z.string(), publicKey: z.string() })
const jwk = z.record(z.string(), z.unknown())

const secretsShape = z.object({
  /** Tells which database cluster belongs to these secrets. */
  installation: z.string(),
  postgresPassword: z.string(),
  databasePasswords: z.record(z.enum(clusterRoles), z.string()),
  /** Ed25519, DER as base64: PKCS8 the private half, SPKI the public one. */
  signers: z.object({ gateway: keyPair, report: keyPair, case: keyPair, statistics: keyPair }),
  receipts: z.object({ salt: z.string(), findPepper: z.string(), openPepper: z.string() }),
  /** What seals the content of reports, and what lets equal ones be found. 32 bytes each, base64. */
  content: z.object({ envelopeKey: z.string(), blindIndexKey: z.string(), proofOfWorkKey: z.string() }),
  /** Wraps the keys of evidence files. 32 bytes, base64. */
  evidence: z.object({ envelopeKey: z.string() }),
  /** Seals the reasons in the audit chain, 32 bytes, base64; and what signs anchors of each chain, Ed25519 as above. */
  audit: z.object({
    reasonKey: z.string(),
    caseReasonKey: z.string(),
    anchors: z.object({ report: keyPair, region: keyPair, case: keyPair }),
  }),
  /** Wraps the keys of what is written in cases. 32 bytes, base64. */
  cases: z.object({ envelopeKey: z.string() }),
  /** Seals the telephones in outreach summaries. 32 bytes, base64. */
  statistics: z.object({ envelopeKey: z.string() }),
  /** Hashes what WeChat calls people. 32 bytes, base64. */
  wechat: z.object({ idKey: z.string() }),
  strapi: z.object({
    appKeys: z.string(),
    apiTokenSalt: z.string(),
    adminJwtSecret: z.string(),
    transferTokenSalt: z.string(),
    encryptionKey: z.string(),
  }),
  identity: z.object({ cookieKeys: z.array(z.string()), signingKeys: z.array(jwk) }),
  /** The one password of all demo accounts. */
  demoPassword: z.string(),
})

export type Secrets = z.infer<typeof secretsShape>

/** Where the secrets of a data folder are kept, readable by the owner alone. */
export function secretsFile(dataFolder: string): string {
  return join(dataFolder, 'secrets.json')
}

/** The demo password alone, for programs that sign in like a person. */
export function demoPasswordFile(dataFolder: string): string {
  return join(dataFolder, 'demo-password')
}

/**
 * The secrets of this installation: made at the first start, the same ever after. What a newer version needs in
 * addition is added, and nothing that exists is replaced: a new receipt pepper would make every receipt unfindable.
 */
export function openSecrets(dataFolder: string): Secrets {
  const file = secretsFile(dataFolder)
  const kept: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const complete = secretsShape.parse(fillIn(generateSecrets(), kept))
  if (JSON.stringify(complete) !== JSON.stringify(kept)) writeWhole(file, JSON.stringify(complete, null, 2))
  writeWhole(demoPasswordFile(dataFolder), complete.demoPassword)
  for (const secret of [file, demoPasswordFile(dataFolder)]) chmodSync(secret, 0o600)
  return complete
}

/** Never half a file: a crash while writing leaves the old one. */
function writeWhole(file: string, content: string): void {
  const next = `${file}.new`
  rmSync(next, { force: true })
  writeFileSync(next, `${content}\n`, { mode: 0o600, flush: true })
  renameSync(next, file)
}

function fillIn(fresh: unknown, kept: unknown): unknown {
  if (!isRecord(fresh) || !isRecord(kept)) return kept ?? fresh
  const names = new Set([...Object.keys(fresh), ...Object.keys(kept)])
  return Object.fromEntries([...names].map((name) => [name, fillIn(fresh[name], kept[name])]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function generateSecrets(): Secrets {
  return {
    installation: randomText(12),
    postgresPassword: randomText(24),
    databasePasswords: passwordsFor(clusterRoles),
    signers: {
      gateway: generateSigner(),
      report: generateSigner(),
      case: generateSigner(),
      statistics: generateSigner(),
    },
    receipts: { salt: randomBase64(32), findPepper: randomBase64(32), openPepper: randomBase64(32) },
    content: {
      envelopeKey: randomBase64(32),
      blindIndexKey: randomBase64(32),
      proofOfWorkKey: randomBase64(32),
    },
    evidence: { envelopeKey: randomBase64(32) },
    wechat: { idKey: randomBase64(32) },
    audit: {
      reasonKey: randomBase64(32),
      caseReasonKey: randomBase64(32),
      anchors: { report: generateSigner(), region: generateSigner(), case: generateSigner() },
    },
    cases: { envelopeKey: randomBase64(32) },
    statistics: { envelopeKey: randomBase64(32) },
    strapi: {
      appKeys: [1, 2, 3, 4].map(() => randomText(18)).join(','),
      apiTokenSalt: randomText(18),
      adminJwtSecret: randomText(24),
      transferTokenSalt: randomText(18),
      encryptionKey: randomText(24),
    },
    identity: { cookieKeys: [randomText(24), randomText(24)], signingKeys: generateIdentityKeys() },
    demoPassword: readablePassword(),
  }
}

function passwordsFor(roles: readonly ClusterRole[]): Record<ClusterRole, string> {
  return Object.fromEntries(roles.map((role) => [role, randomText(24)])) as Record<ClusterRole, string>
}

function generateSigner(): Secrets['signers']['gateway'] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey: der(privateKey, 'pkcs8'), publicKey: der(publicKey, 'spki') }
}

function der(key: KeyObject, type: 'pkcs8' | 'spki'): string {
  return type === 'pkcs8'
    ? key.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    : key.export({ format: 'der', type: 'spki' }).toString('base64')
}

/** RS256 is what every OpenID client understands; ES256 is there for those that prefer short tokens. */
function generateIdentityKeys(): Record<string, unknown>[] {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const describe = (key: KeyObject, alg: string) => ({
    ...key.export({ format: 'jwk' }),
    alg,
    use: 'sig',
    kid: `${alg.toLowerCase()}-${randomText(4)}`,
  })
  return [describe(rsa, 'RS256'), describe(ec, 'ES256')]
}

function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

function randomBase64(bytes: number): string {
  return randomBytes(bytes).toString('base64')
}

/** A password a person copies from a screen: no letters that look alike, and the kinds of character Strapi asks for. */
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const part = () => [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('')
  return `An1-${part()}-${part()}-${part()}`
}
