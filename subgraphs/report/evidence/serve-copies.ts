import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { Download, DownloadLinks } from './download-links.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState } from './evidence.type.js'
import type { FileKeys } from './file-keys.js'
import { refuseDownload, requireOpens, sendFile, type OpenedFile } from './send-file.js'
import type { EvidenceStore } from './store/evidence-store.js'

type Means = { orm: MikroORM; store: EvidenceStore; keys: FileKeys; links: DownloadLinks }

/** Sanitised copies, opened as they are sent; each is a look of whom the link was given to, recorded before. */
export function serveCopies(app: FastifyInstance, means: Means): void {
  app.get<{ Params: { token: string } }>(
    '/evidence/copies/:token',
    // Asking whether it is there is no look.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const download = means.links.read('copy', request.params.token)
      const copy =
        download && (await means.orm.em.fork().transactional((em) => openCopy(em, means, download)))
      return copy === undefined ? refuseDownload(request, reply) : sendFile(reply, copy)
    },
  )
}

async function openCopy(
  em: EntityManager,
  { store, keys }: Means,
  { id, holder }: Download,
): Promise<OpenedFile | undefined> {
  const file = await em.findOne(StoredEvidence, { id, state: EvidenceState.READY })
  const { copyObject: object, copyBytes: sizeBytes, copyMediaType: mediaType } = file ?? {}
  if (file === null || !object || !sizeBytes || !mediaType) return undefined
  const copy = { sealed: { store, object, key: await keys.ofFile(em, file), sizeBytes }, mediaType, id }
  await requireOpens(copy)
  await recordAudit<ReportAuditAction>(em, {
    actor: { kind: 'STAFF', roles: [], ...holder },
    action: 'EVIDENCE_COPY_READ',
    thing: { kind: 'REPORT', id: file.reportId },
    facts: { evidenceId: id },
  })
  return copy
}
