import { describe, expect, it } from '@jest/globals'
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase } from '../../../test/support/database.js'
import { createKeptLog, silentLog } from '../../../test/support/silent-log.js'
import { OutboxEntry } from '../events/outbox.entity.js'
import { openOrm } from '../orm.js'
import { readAnchors } from './anchor.js'
import { createAnchoring } from './anchoring.js'
import { createReasonKeys } from './reason-keys.js'
import { openAudit, recordAudit } from './record.js'

const day = 86_400_000
const { privateKey } = generateKeyPairSync('ed25519')
const keys = [createPublicKey(privateKey)]

describe('anchoring', () => {
  it('is done once a day, by one of two replicas, and says when the chain disagrees', async () => {
    await using database = await openTestDatabase()
    await using lifecycle = new Lifecycle(silentLog)
    const folder = mkdtempSync(join(tmpdir(), 'andon-anchors-'))
    lifecycle.onClose('anchors', () => rmSync(folder, { recursive: true }))
    const databaseUrl = database.runtimeUrl('report')
    const orm = await openOrm({ databaseUrl, schema: 'report', entities: [OutboxEntry], lifecycle })
    openAudit(orm, { actions: ['READ'], reasonKeys: createReasonKeys([randomBytes(32)]) })
    const kept = createKeptLog()
    let nowMs = Date.UTC(2026, 2, 1)
    const settings = { ANCHOR_FOLDER: join(folder, 'audit'), AUDIT_ANCHOR_KEY: privateKey }
    const now = (): Date => new Date(nowMs)
    const replicas = [1, 2].map(() => createAnchoring({ orm, settings, log: kept.log, now }))
    const both = () => Promise.all(replicas.map((anchorOnce) => anchorOnce()))
    await both()
    expect(await readAnchors(settings.ANCHOR_FOLDER, 'report', keys)).toEqual([])
    const thing = { kind: 'REPORT', id: 'x' }
    await orm.em.fork().transactional((em) => recordAudit(em, { actor: 'SYSTEM', action: 'READ', thing }))
    await both()
    await both()
    nowMs += day
    await both()
    const anchors = await readAnchors(settings.ANCHOR_FOLDER, 'report', keys)
    expect(anchors.map(({ number, position }) => [number, position])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(kept.lines.join('')).not.toContain('disagrees')
    await database.ask('SET session_replication_role = replica')
    await database.ask(`UPDATE report.audit_link SET hash = sha256('x') WHERE position = 2`)
    nowMs += day
    await both()
    expect(kept.lines.join('')).toContain('disagrees with its last anchor')
  })
})
