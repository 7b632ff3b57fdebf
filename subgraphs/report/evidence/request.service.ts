import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError, type Message } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { holdReport } from '../intake/hold-report.js'
import { requireOwnReport } from '../intake/report.service.js'
import { mostBytesOfKind, nameFitsKind } from './content/media-type.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState, type EvidenceUpload, type EvidenceUploadInput } from './evidence.type.js'
import type { FileKeys } from './file-keys.js'
import type { Links } from './links.js'
import { sealAbout } from './sealing/envelope.js'
import { recordAttaching, requireAttaching } from '../operator-intake/attaching.js'
import type { EvidenceSettings } from './settings.js'

export type EvidenceLimits = Pick<
  EvidenceSettings,
  'EVIDENCE_FILE_BYTES' | 'EVIDENCE_REPORT_BYTES' | 'EVIDENCE_REPORT_FILES'
>

export type RequestEvidenceUpload = (
  em: EntityManager,
  viewer: Viewer,
  asked: { input: EvidenceUploadInput; reportId: string | null },
) => Promise<EvidenceUpload>

/** Makes room for one file of the reporter's own report, or of one an operator has just recorded. Its name is sealed before it is stored. */
export function createRequestEvidenceUpload(means: {
  keys: FileKeys
  links: Links
  limits: EvidenceLimits
}): RequestEvidenceUpload {
  const { keys, links, limits } = means
  return async (em, viewer, { input, reportId: named }) => {
    const reportId = await reportOf(em, viewer, named)
    checkFile(input, limits)
    const id = randomUUID()
    await em.transactional(async (inner) => {
      // Two requests at once would each find room for one; and a withdrawal or an erasure would not see the file.
      if ((await holdReport(inner, reportId)).withdrawnAt) throw new AndonError('CONFLICT')
      await checkRoom(inner, reportId, input, limits)
      const { key, sealedKey } = (await keys.ofReport(inner, reportId)).newKey(id)
      const sealedAbout = sealAbout(key, id, { name: input.name, sha256: null })
      inner.persist(newFile(inner, { id, reportId, input, sealedKey, sealedAbout }))
      if (viewer.kind === 'STAFF') await recordAttaching(inner, viewer, { reportId, evidenceId: id })
    })
    return { evidenceId: id, ...links.make('upload', id) }
  }
}

/** Whose file it will be: the session's own report, or the one an operator names and has recorded. */
async function reportOf(em: EntityManager, viewer: Viewer, named: string | null): Promise<string> {
  if (viewer.kind !== 'STAFF' || named === null) return requireOwnReport({ em, viewer }, named)
  await requireAttaching(em, viewer, named)
  return named.toLowerCase()
}

function newFile(
  em: EntityManager,
  file: {
    id: string
    reportId: string
    input: EvidenceUploadInput
    sealedKey: Buffer
    sealedAbout: Buffer
  },
): StoredEvidence {
  const { id, reportId, input, sealedKey, sealedAbout } = file
  return em.create(StoredEvidence, {
    id,
    reportId,
    kind: input.kind,
    state: EvidenceState.UPLOADING,
    sizeBytes: input.sizeBytes,
    parts: 0,
    restBytes: 0,
    sealedKey,
    sealedAbout,
    requestedAt: new Date(),
  })
}

function checkFile({ name, sizeBytes, kind }: EvidenceUploadInput, limits: EvidenceLimits): void {
  const isName = name.isWellFormed() && !/\p{Cc}/u.test(name) && name.trim() !== ''
  if (!isName || Array.from(name).length > 200)
    throw refuse('name', '文件名应为 1 到 200 字，且不能含控制字符。', 'A name has 1 to 200 characters.')
  if (!nameFitsKind(name, kind))
    throw refuse(
      'name',
      '文件后缀与所选类别不符，或不支持这种文件。',
      'The ending of the name does not belong to a file of this kind.',
    )
  const most = Math.min(limits.EVIDENCE_FILE_BYTES, mostBytesOfKind[kind])
  if (sizeBytes < 1) throw refuse('sizeBytes', '文件是空的。', 'The file is empty.')
  if (sizeBytes > most)
    throw refuse(
      'sizeBytes',
      `文件过大，这类文件不能超过 ${inMebibytes(most)} MB。`,
      `A file of this kind has at most ${inMebibytes(most)} MB.`,
    )
}

/** The last few are told of; without an end, refused files would be rows without one. */
async function forgetRefused(em: EntityManager, reportId: string): Promise<void> {
  await em.execute(
    `DELETE FROM report.evidence WHERE id IN (SELECT id FROM report.evidence
     WHERE report_id = ? AND state = 'REFUSED' ORDER BY requested_at DESC OFFSET 9)`,
    [reportId],
  )
}

async function checkRoom(
  em: EntityManager,
  reportId: string,
  { sizeBytes }: EvidenceUploadInput,
  limits: EvidenceLimits,
): Promise<void> {
  await forgetRefused(em, reportId)
  const files = await em.find(
    StoredEvidence,
    { reportId, state: { $ne: EvidenceState.REFUSED } },
    { fields: ['sizeBytes'] },
  )
  if (files.length >= limits.EVIDENCE_REPORT_FILES)
    throw tooMuch(
      `每件举报最多上传 ${String(limits.EVIDENCE_REPORT_FILES)} 份材料。`,
      `A report has at most ${String(limits.EVIDENCE_REPORT_FILES)} files.`,
    )
  const total = files.reduce((sum, file) => sum + file.sizeBytes, sizeBytes)
  if (total > limits.EVIDENCE_REPORT_BYTES)
    throw tooMuch(
      `每件举报的材料合计不能超过 ${inMebibytes(limits.EVIDENCE_REPORT_BYTES)} MB。`,
      `The files of a report have at most ${inMebibytes(limits.EVIDENCE_REPORT_BYTES)} MB together.`,
    )
}

function refuse(field: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath: `input.${field}` })
}

function tooMuch(zh: string, en: string): AndonError {
  const message: Message = { zh, en }
  return new AndonError('CONFLICT', message)
}

function inMebibytes(bytes: number): string {
  return String(Math.floor(bytes / 1_048_576))
}
