import { createHash } from 'node:crypto'
import type { SubmitReportInput } from '../intake/submission.input.js'

/** Never part of a fingerprint: nothing is derived from a name or a telephone, not even under a key. */
const left = new Set(['identity', 'identityEnvelope', 'jointReporters', 'draftId', 'proofOfWork'])

/**
 * The fingerprint of what a report says, which the sender can compute as well: SHA-256 over its JSON with sorted keys
 * (RFC 8785), without identities, without what is null or an empty list, moments in UTC with milliseconds.
 */
export function digestOf(report: SubmitReportInput): string {
  const said = Object.fromEntries(Object.entries(report).filter(([name]) => !left.has(name)))
  return createHash('sha256').update(canonical(said)).digest('hex')
}

/** What a later version may not change: case, jurisdiction and statistics have gone by it. */
export function fixedPartOf(report: SubmitReportInput, submittedAt: Date): string {
  const { regionCode, industryCode, matterTypes, mode, channel, reporterKind, againstAuthorityId } = report
  const kinds = [...matterTypes].sort()
  const against = againstAuthorityId?.toLowerCase() ?? null
  return canonical([regionCode, industryCode, kinds, mode, channel, reporterKind, { against }, submittedAt])
}

export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value)
    .filter(([, part]) => !isNothing(part))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`)
  return `{${parts.join(',')}}`
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}
