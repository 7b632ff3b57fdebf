import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Log } from '../../../platform/log.js'
import { setting } from '../../../platform/settings.js'
import { readSigningKey } from '../../../platform/viewer/signature.js'
import { readLastAnchor, writeAnchor, type Head } from './anchor.js'
import { anchorWritten, recordAudit } from './record.js'

export const anchorSettings = {
  /** Outside the database, best on storage that takes new files only; one folder for all replicas. */
  ANCHOR_FOLDER: z.string(),
  /** Ed25519, PKCS8 DER; the public half is all that verifying needs. */
  AUDIT_ANCHOR_KEY: setting.base64().transform(readSigningKey),
} satisfies z.ZodRawShape

export type AnchorSettings = z.infer<z.ZodObject<typeof anchorSettings>>

/** A little less than a day: the clock that starts it every day must not find the last one too young. */
const leastAgeMs = 20 * 3_600_000

/** How a chain tells its head; the kit's own unless a subgraph keeps its chain in another form. */
export type AnchoredChain = {
  head: (em: EntityManager) => Promise<Head | undefined>
  /** The hash of the link at a position, hex. */
  hashAt: (em: EntityManager, position: number) => Promise<string | undefined>
  /** Leaves the anchor in the chain itself, so that one taken out of the folder is missed. */
  record?: (
    em: EntityManager,
    anchor: { number: number; position: number; fileHash: string },
  ) => Promise<void>
}

/**
 * Signs the head of the chain and writes it outside the database, unless that was done within a day. Replicas wait
 * for each other and the second finds the anchor of the first.
 */
export function createAnchoring(means: {
  orm: MikroORM
  settings: AnchorSettings
  log: Log
  now?: () => Date
  chain?: AnchoredChain
}): () => Promise<void> {
  const { orm, settings, log, now = () => new Date() } = means
  const name = String(orm.config.get('schema'))
  const chain = means.chain ?? chainOfKit(name)
  return () =>
    orm.em.fork().transactional(async (em) => {
      await em.execute(`SELECT pg_advisory_xact_lock(hashtextextended(?, 0))`, [`andon audit anchor ${name}`])
      const last = await readLastAnchor(settings.ANCHOR_FOLDER, name)
      const at = now()
      if (last !== undefined && at.getTime() - Date.parse(last.at) < leastAgeMs) return
      const head = await chain.head(em)
      if (head === undefined) return
      // An anchor over a chain that was tampered with hides nothing: each is compared when the chain is verified.
      if (last !== undefined && (await chain.hashAt(em, last.position)) !== last.hash)
        log.error({ chain: name, anchor: last.number }, 'the audit chain disagrees with its last anchor')
      const key: KeyObject = settings.AUDIT_ANCHOR_KEY
      const written = await writeAnchor(settings.ANCHOR_FOLDER, { head, at, last, key })
      if (written === undefined) return
      await chain.record?.(em, written)
      log.info({ chain: name, anchor: written.number, position: written.position }, 'audit chain anchored')
    })
}

function chainOfKit(name: string): AnchoredChain {
  const table = `"${name}".audit_link`
  return {
    head: async (em) => {
      const [head] = await em.execute<{ position: string; hash: string; count: string }[]>(
        `SELECT position, encode(hash, 'hex') AS hash, (SELECT count(*) FROM ${table}) AS count
         FROM ${table} ORDER BY position DESC LIMIT 1`,
      )
      if (head === undefined) return undefined
      const { position, hash, count } = head
      return { chain: name, position: Number(position), hash, count: Number(count) }
    },
    hashAt: async (em, position) => {
      const [link] = await em.execute<{ hash: string }[]>(
        `SELECT encode(hash, 'hex') AS hash FROM ${table} WHERE position = ?`,
        [position],
      )
      return link?.hash
    },
    record: async (em, { number, position, fileHash }) => {
      const thing = { kind: 'AUDIT_CHAIN', id: name }
      await recordAudit(em, {
        actor: 'SYSTEM',
        action: anchorWritten,
        thing,
        facts: { number, position, fileHash },
      })
    },
  }
}
