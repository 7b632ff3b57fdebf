import { describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBuiltProcess } from '../../../test/support/built-process.js'
import { openTestDatabase } from '../../../test/support/database.js'
import { createTestSigners } from '../../../test/support/signers.js'
import * as files from '../../../test/support/small-files.js'
import { createTus } from '../../../test/support/tus.js'
import { createContentKeys } from '../content/content-key.service.js'
import { readEnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { reportEntities } from '../entities.js'
import { openOrm } from '../../shared/orm.js'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { createFileKeys } from './file-keys.js'
import { createLinks } from './links.js'
import { createEnvelope, sealAbout } from './sealing/envelope.js'
import { chunkBytes } from './sealing/chunk-cipher.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceKind } from './evidence-kind.js'
import { EvidenceState } from './evidence.type.js'

describe('a report process that is killed in the middle of an upload', () => {
  it('goes on from what it had kept, in another process', async () => {
    await using database = await openTestDatabase()
    await using lifecycle = new Lifecycle(silentLog)
    const folder = mkdtempSync(join(tmpdir(), 'andon-survival-'))
    lifecycle.onClose('folder', () => rmSync(folder, { recursive: true }))
    const contentKey = randomBytes(32)
    const evidenceKey = randomBytes(32)
    const settings = settingsOf(database.runtimeUrl('report'), { contentKey, evidenceKey, folder })
    const envelope = createEnvelope(evidenceKey)
    const orm = await openOrm({
      databaseUrl: database.runtimeUrl('report'),
      schema: 'report',
      entities: reportEntities,
      lifecycle,
    })
    const video = Buffer.concat([files.smallMp4(), files.box('free', randomBytes(2 * chunkBytes))])

    const reportId = randomUUID()
    const id = randomUUID()
    await database.ask('ALTER TABLE report.evidence DROP CONSTRAINT evidence_report_id_fkey')
    const contentKeys = createContentKeys(readEnvelopeKeys([contentKey]))
    const em = orm.em.fork()
    contentKeys.create(em, reportId)
    await em.flush()
    const { key, sealedKey } = (await createFileKeys(envelope, contentKeys).ofReport(em, reportId)).newKey(id)
    await em.insert(StoredEvidence, {
      id,
      reportId,
      kind: EvidenceKind.VIDEO,
      state: EvidenceState.UPLOADING,
      sizeBytes: video.length,
      parts: 0,
      restBytes: 0,
      sealedKey,
      sealedAbout: sealAbout(key, id, { name: 'a.mp4', sha256: null }),
      requestedAt: new Date(),
    })
    const { url } = createLinks(envelope.linkKey).make('upload', id)

    await using first = startBuiltProcess('subgraphs/report/main.js', settings)
    const tus = createTus(await first.listening)
    await tus.patch(url, 0, video.subarray(0, 1_000))
    const broken = tus.patch(url, 1_000, slowly(video.subarray(1_000, chunkBytes + 500_000)))
    const failed = expect(broken).rejects.toThrow()
    await until(async () => (await database.ask('SELECT FROM report.evidence WHERE parts = 1')).length === 1)
    await first.kill('SIGKILL')
    await failed

    await using second = startBuiltProcess('subgraphs/report/main.js', settings)
    const again = createTus(await second.listening)
    const { offset } = await again.head(url)
    expect(offset).toBe(chunkBytes)
    expect(await again.patch(url, chunkBytes, video.subarray(chunkBytes))).toMatchObject({ status: 204 })
    expect(await database.ask('SELECT state FROM report.evidence')).toEqual([{ state: 'READY' }])
  })
})

/** All of it, and then the end never comes. */
function slowly(bytes: Buffer): ReadableStream {
  return new ReadableStream({ start: (controller) => controller.enqueue(bytes) })
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error('it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function settingsOf(
  databaseUrl: string,
  given: { contentKey: Buffer; evidenceKey: Buffer; folder: string },
): Record<string, string> {
  const random = (): string => randomBytes(32).toString('base64')
  const signers = createTestSigners('gateway', 'report')
  return {
    REPORT_DATABASE_URL: databaseUrl,
    EVENTS_DATABASE_URL: databaseUrl,
    TRUSTED_KEYS: signers.trustedKeys.join(','),
    REGION_URL: 'http://127.0.0.1:1/graphql',
    SERVICE_SIGNING_KEY: signers.key('report').export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    RECEIPT_SALT: random(),
    RECEIPT_FIND_PEPPER: random(),
    RECEIPT_OPEN_PEPPER: random(),
    CONTENT_ENVELOPE_KEY: given.contentKey.toString('base64'),
    BLIND_INDEX_KEY: random(),
    PROOF_OF_WORK_KEY: random(),
    AUDIT_REASON_KEY: random(),
    WECHAT_ID_KEY: random(),
    AUDIT_ANCHOR_KEY: signers.key('report').export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ANCHOR_FOLDER: given.folder,
    EVIDENCE_ENVELOPE_KEY: given.evidenceKey.toString('base64'),
    EVIDENCE_FOLDER: given.folder,
  }
}
