import { z } from 'zod'
import { setting, SettingsError } from '../../../platform/settings.js'
import { envelopeKeysSetting } from '../../shared/sealed-content/envelope-keys.js'
import type { S3Settings } from './store/s3.store.js'

/** GraphQL's Int ends here. */
const mostBytes = 2_147_483_647
const whole = (fallback: number, most: number = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number('a whole number').int().min(1).max(most).default(fallback)

export const evidenceSettings = {
  /** Wraps the keys of files; kept outside database, evidence store and backups. `new,old` while it is changed. */
  EVIDENCE_ENVELOPE_KEY: envelopeKeysSetting(),
  /** Where sealed files lie, unless EVIDENCE_S3_ENDPOINT is set. */
  EVIDENCE_FOLDER: z.string().optional(),
  EVIDENCE_S3_ENDPOINT: setting.url().optional(),
  EVIDENCE_S3_REGION: z.string().default('us-east-1'),
  EVIDENCE_S3_BUCKET: z.string().optional(),
  EVIDENCE_S3_ACCESS_KEY_ID: z.string().optional(),
  EVIDENCE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  EVIDENCE_FILE_BYTES: whole(500 * 1_048_576, mostBytes),
  EVIDENCE_REPORT_BYTES: whole(2_048 * 1_048_576),
  EVIDENCE_REPORT_FILES: whole(30),
  EVIDENCE_CONCURRENT_UPLOADS: whole(16),
  /** How long an original may be decided about, and then downloaded. */
  EVIDENCE_RELEASE_DAYS: whole(7, 90),
  EVIDENCE_VIRUS_SCAN: z.enum(['none', 'clamd']).default('none'),
  CLAMD_HOST: setting.host(),
  CLAMD_PORT: setting.port(3310),
} satisfies z.ZodRawShape

export type EvidenceSettings = z.infer<z.ZodObject<typeof evidenceSettings>>

/** @throws SettingsError where neither a folder nor all of an S3 store is named */
export function readEngine(settings: EvidenceSettings): { folder: string } | { s3: S3Settings } {
  const { EVIDENCE_S3_ENDPOINT: endpoint, EVIDENCE_FOLDER: folder } = settings
  if (endpoint === undefined) {
    if (folder === undefined) throw new SettingsError(['EVIDENCE_FOLDER or EVIDENCE_S3_ENDPOINT is not set'])
    return { folder }
  }
  const bucket = settings.EVIDENCE_S3_BUCKET
  const accessKeyId = settings.EVIDENCE_S3_ACCESS_KEY_ID
  const secretAccessKey = settings.EVIDENCE_S3_SECRET_ACCESS_KEY
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    throw new SettingsError([
      'EVIDENCE_S3_ENDPOINT needs EVIDENCE_S3_BUCKET, EVIDENCE_S3_ACCESS_KEY_ID and EVIDENCE_S3_SECRET_ACCESS_KEY',
    ])
  return { s3: { endpoint, region: settings.EVIDENCE_S3_REGION, bucket, accessKeyId, secretAccessKey } }
}
