import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { systemCodeOf } from '../../../platform/errors.js'
import { spell } from './link-hash.js'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const anchorShape = z.strictObject({
  version: z.literal(1),
  chain: z.string(),
  /** 1 for the first anchor of a chain in a folder, then without a gap. */
  number: z.number().int().min(1),
  /** The link it holds, and how many links there were up to it. */
  position: z.number().int().min(0),
  hash,
  count: z.number().int().min(0),
  at: z.iso.datetime(),
  /** SHA-256 of the file of the anchor before; null for the first. */
  previous: hash.nullable(),
  /** Which key signed. */
  key: z.string(),
})
const signedShape = anchorShape.extend({ signature: z.string() })

export type Anchor = z.infer<typeof anchorShape>
/** What an anchor says, without what ties it to the folder. */
export type Head = Pick<Anchor, 'chain' | 'position' | 'hash' | 'count'>
export type KeptAnchor = Anchor & { fileHash: string }

/** Something in a folder of anchors that was not written there as it stands. */
export class AnchorRefused extends Error {
  override name = 'AnchorRefused'
  constructor(
    readonly number: number,
    why: string,
  ) {
    super(`anchor ${String(number)}: ${why}`)
  }
}

/**
 * Writes the next anchor beside the others, each a file of its own that is never opened for writing again: the
 * folder may lie on storage that takes new files only. Linking makes the name appear at once and whole, and fails
 * where another process has written the same number.
 *
 * @returns undefined where another process was faster
 */
export async function writeAnchor(
  folder: string,
  request: { head: Head; at: Date; last: KeptAnchor | undefined; key: KeyObject },
): Promise<KeptAnchor | undefined> {
  const { head, at, last, key } = request
  const number = (last?.number ?? 0) + 1
  const anchor: Anchor = {
    ...{ version: 1, ...head, number, at: at.toISOString() },
    ...{ previous: last?.fileHash ?? null, key: keyIdOf(createPublicKey(key)) },
  }
  const signature = sign(null, Buffer.from(spell(anchor)), key).toString('base64')
  const content = Buffer.from(`${JSON.stringify({ ...anchor, signature }, null, 2)}\n`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${head.chain}-${String(number)}-${String(process.pid)}`)
  try {
    const file = await open(draft, 'w', 0o400)
    await file.writeFile(content)
    await file.sync()
    await file.close()
    await link(draft, join(folder, fileNameOf(head.chain, number)))
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return undefined
    throw error
  } finally {
    await rm(draft, { force: true })
  }
  return { ...anchor, fileHash: hashOf(content) }
}

/**
 * The anchors of a chain, first to last.
 *
 * @param keys public halves, of earlier keys too
 * @throws AnchorRefused for the first that is missing, forged, or does not follow the one before
 */
export async function readAnchors(
  folder: string,
  chain: string,
  keys: readonly KeyObject[],
): Promise<KeptAnchor[]> {
  const known = new Map(keys.map((key) => [keyIdOf(key), key]))
  const anchors: KeptAnchor[] = []
  const names = (await namesIn(folder)).filter((name) => name.startsWith(`${chain}-`)).sort()
  for (const name of names) {
    const number = anchors.length + 1
    if (name !== fileNameOf(chain, number)) throw new AnchorRefused(number, 'the file is missing')
    const content = await readFile(join(folder, name))
    const { signature, ...anchor } = parse(content, number)
    const key = known.get(anchor.key)
    if (key === undefined) throw new AnchorRefused(number, 'signed by a key that is not known')
    if (!verify(null, Buffer.from(spell(anchor)), key, Buffer.from(signature, 'base64')))
      throw new AnchorRefused(number, 'the signature does not fit')
    const last = anchors.at(-1)
    if (anchor.chain !== chain || anchor.number !== number || anchor.previous !== (last?.fileHash ?? null))
      throw new AnchorRefused(number, 'it does not follow the anchor before')
    anchors.push({ ...anchor, fileHash: hashOf(content) })
  }
  return anchors
}

/** The newest anchor as it stands, unverified: what the next one is tied to. */
export async function readLastAnchor(folder: string, chain: string): Promise<KeptAnchor | undefined> {
  const name = (await namesIn(folder))
    .filter((other) => other.startsWith(`${chain}-`))
    .sort()
    .at(-1)
  if (name === undefined) return undefined
  const content = await readFile(join(folder, name))
  const { signature: _signature, ...anchor } = parse(content, Number(name.slice(chain.length + 1, -5)))
  return { ...anchor, fileHash: hashOf(content) }
}

/** Ed25519, base64 SPKI DER. */
export function readAnchorKey(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
}

function parse(content: Buffer, number: number): z.infer<typeof signedShape> {
  try {
    return signedShape.parse(JSON.parse(content.toString('utf8')))
  } catch {
    throw new AnchorRefused(number, 'the file is not an anchor')
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[a-z]+-\d{6}\.json$/.test(name))
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return []
    throw error
  }
}

function fileNameOf(chain: string, number: number): string {
  return `${chain}-${String(number).padStart(6, '0')}.json`
}

function keyIdOf(key: KeyObject): string {
  return hashOf(key.export({ format: 'der', type: 'spki' })).slice(0, 16)
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
