import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { Download, DownloadLinks } from '../evidence/download-links.js'
import { StoredEvidence } from '../evidence/evidence.entity.js'
import { EvidenceState } from '../evidence/evidence.type.js'
import type { FileKeys } from '../evidence/file-keys.js'
import { readChunks, type SealedObject } from '../evidence/sealed-object.js'
import { openAbout } from '../evidence/sealing/envelope.js'
import { refuseDownload, sendFile, type OpenedFile } from '../evidence/send-file.js'
import type { EvidenceStore } from '../evidence/store/evidence-store.js'
import { StoredEvidenceRelease } from './evidence-release.entity.js'

type Means = { orm: MikroORM; store: EvidenceStore; keys: FileKeys; links: DownloadLinks }

/** Originals whose release was approved: once, to whom it was approved for, and only as they came in. */
export function serveOriginals(app: FastifyInstance, means: Means): void {
  app.get<{ Params: { token: string } }>(
    '/evidence/originals/:token',
    // A question whether it is there must not use the release up.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const download = means.links.read('original', request.params.token)
      const original = download && (await openOriginal(means, download))
      return original === undefined ? refuseDownload(request, reply) : sendFile(reply, original)
    },
  )
}

async function openOriginal(means: Means, download: Download): Promise<OpenedFile | undefined> {
  const { orm, store, keys } = means
  const em = orm.em.fork()
  const release = await em.findOne(StoredEvidenceRelease, usable(download))
  if (release === null) return undefined
  const file = await em.findOne(StoredEvidence, { id: release.evidenceId, state: EvidenceState.READY })
  if (!file?.mediaType) return undefined
  const key = await keys.ofFile(em, file)
  const sealed: SealedObject = { store, object: file.id, key, sizeBytes: file.sizeBytes }
  const { sha256 } = openAbout(key, file.id, Buffer.from(file.sealedAbout))
  if ((await fingerprintOf(sealed)) !== sha256) {
    await em.transactional((inner) => record(inner, download, release, 'EVIDENCE_MISMATCH'))
    throw new Error('an original is not what was taken in')
  }
  const taken = await em.transactional(async (inner) => {
    const used = await inner.nativeUpdate(StoredEvidenceRelease, usable(download), {
      downloadedAt: new Date(),
    })
    if (used !== 1) return false
    await record(inner, download, release, 'EVIDENCE_ORIGINAL_READ')
    return true
  })
  return taken ? { sealed, mediaType: file.mediaType, id: file.id } : undefined
}

/** Approved for whom the link was made, not used and not run out. */
function usable({ id, holder }: Download) {
  return {
    id,
    requesterSubject: holder.subject,
    state: 'APPROVED',
    downloadedAt: null,
    expiresAt: { $gt: new Date() },
  } as const
}

async function fingerprintOf(sealed: SealedObject): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readChunks(sealed)) hash.update(chunk)
  return hash.digest('hex')
}

async function record(
  em: EntityManager,
  { holder }: Download,
  { id: releaseId, reportId, evidenceId }: StoredEvidenceRelease,
  action: ReportAuditAction,
): Promise<void> {
  await recordAudit(em, {
    actor: { kind: 'STAFF', roles: [], ...holder },
    action,
    thing: { kind: 'REPORT', id: reportId },
    facts: { releaseId, evidenceId },
  })
}
