import type { MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { createCheckEvidence } from './checking.service.js'
import type { Refusal } from './content/refusal.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState } from './evidence.type.js'
import { createFileKeys } from './file-keys.js'
import { serveOriginals } from '../evidence-release/serve-originals.js'
import { createDownloadLinks, type DownloadLinks } from './download-links.js'
import { createLinks, type Links } from './links.js'
import { createRequestEvidenceUpload, type RequestEvidenceUpload } from './request.service.js'
import { createSanitise } from './sanitising/sanitise.js'
import { createEnvelope } from './sealing/envelope.js'
import { serveCopies } from './serve-copies.js'
import { readEngine, type EvidenceSettings } from './settings.js'
import { openDiskStore } from './store/disk.store.js'
import type { EvidenceStore } from './store/evidence-store.js'
import { openS3Store } from './store/s3.store.js'
import { startSweep, sweepEvidence } from './sweep.js'
import { SealedUploads } from './upload/sealed-uploads.js'
import { serveUploads } from './upload/serve-uploads.js'
import { createClamdScan } from './virus-scan/clamd.js'
import { noVirusScan } from './virus-scan/virus-scan.js'

export type EvidenceLinks = { uploads: Links; downloads: DownloadLinks }

export type EvidenceRoom = {
  evidenceLinks: EvidenceLinks
  evidenceReleaseDays: number
  requestEvidenceUpload: RequestEvidenceUpload
  /** Removes what nobody has finished and what a crash has left; it runs by itself too. */
  sweepEvidence: () => Promise<void>
  /** Everything of a report; doing it again goes on where it ended. */
  removeEvidence: (reportId: string) => Promise<void>
  /** Uploads and copies, beside the graph. */
  serveEvidence: (app: FastifyInstance) => void
}

/** Everything about evidence: its store, its checks and what the graph and the wire need of them. */
export async function openEvidence(means: {
  settings: EvidenceSettings
  orm: MikroORM
  contentKeys: ContentKeys
  lifecycle: Lifecycle
  log: Log
}): Promise<EvidenceRoom> {
  const { settings, orm, contentKeys, lifecycle, log } = means
  const store = await openStore(settings, lifecycle)
  const envelope = createEnvelope(
    settings.EVIDENCE_ENVELOPE_KEY.current.bytes,
    settings.EVIDENCE_ENVELOPE_KEY.older.map(({ bytes }) => bytes),
  )
  const keys = createFileKeys(envelope, contentKeys)
  const links = createLinks(envelope.linkKey)
  const downloads = createDownloadLinks(envelope.downloadKey)
  const removeFiles = async (file: StoredEvidence): Promise<void> => {
    await store.remove(file.id, file.storeHandle ?? '')
    if (file.copyObject) await store.remove(file.copyObject, '')
  }
  const discard = async (file: StoredEvidence): Promise<void> => {
    await removeFiles(file)
    await orm.em.fork().nativeDelete(StoredEvidence, { id: file.id })
  }
  const refuse = async (file: StoredEvidence, refusal: Refusal): Promise<void> => {
    await removeFiles(file)
    await orm.em.fork().nativeUpdate(StoredEvidence, { id: file.id }, refusedWith(refusal))
  }
  const scan =
    settings.EVIDENCE_VIRUS_SCAN === 'clamd'
      ? createClamdScan({ host: settings.CLAMD_HOST, port: settings.CLAMD_PORT })
      : noVirusScan
  const check = createCheckEvidence({ orm, store, keys, scan, sanitise: createSanitise(), refuse })
  const sweep = { orm, store, check, discard, log }
  startSweep({ ...sweep, lifecycle })
  return {
    evidenceLinks: { uploads: links, downloads },
    evidenceReleaseDays: settings.EVIDENCE_RELEASE_DAYS,
    requestEvidenceUpload: createRequestEvidenceUpload({ keys, links, limits: settings }),
    sweepEvidence: () => sweepEvidence(sweep),
    removeEvidence: async (reportId) => {
      for (const file of await orm.em.fork().find(StoredEvidence, { reportId })) await discard(file)
    },
    serveEvidence: (app) => {
      const uploads = new SealedUploads({ orm, store, keys, discard })
      const mostAtOnce = settings.EVIDENCE_CONCURRENT_UPLOADS
      serveUploads(app, { uploads, check, links, mostAtOnce, log })
      serveCopies(app, { orm, store, keys, links: downloads })
      serveOriginals(app, { orm, store, keys, links: downloads })
    },
  }
}

/** All that is left of a refused file: the reporter may have hung up before the answer. */
function refusedWith(refusal: Refusal): Partial<StoredEvidence> {
  const nothing = { sealedKey: Buffer.alloc(0), sealedAbout: Buffer.alloc(0), storeHandle: null }
  return { ...nothing, state: EvidenceState.REFUSED, refusal, checkingSince: null }
}

async function openStore(settings: EvidenceSettings, lifecycle: Lifecycle): Promise<EvidenceStore> {
  const engine = readEngine(settings)
  if ('folder' in engine) return openDiskStore(engine.folder)
  const store = openS3Store(engine.s3)
  lifecycle.onClose('evidence store', store.close)
  return store
}
