import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { ContentKeys } from '../content/content-key.service.js'
import type { StoredEvidence } from './evidence.entity.js'
import type { Envelope, ReportEnvelope } from './sealing/envelope.js'

export type FileKeys = {
  ofReport: (em: EntityManager, reportId: string) => Promise<ReportEnvelope>
  /** @throws AndonError NOT_FOUND once the report's key was destroyed */
  ofFile: (em: EntityManager, file: StoredEvidence) => Promise<Buffer>
}

/** A file's key opens with the installation's envelope key and its report's key together. */
export function createFileKeys(envelope: Envelope, contentKeys: ContentKeys): FileKeys {
  const ofReport: FileKeys['ofReport'] = async (em, reportId) => {
    const reportKey = (await contentKeys.of(em, [reportId])).get(reportId)
    if (reportKey === undefined) throw new AndonError('NOT_FOUND')
    return envelope.ofReport(reportKey.derive('evidence'))
  }
  return {
    ofReport,
    ofFile: async (em, { id, reportId, sealedKey }) =>
      (await ofReport(em, reportId)).openKey(id, Buffer.from(sealedKey)),
  }
}
