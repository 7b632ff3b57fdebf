import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import type { Log } from '../../../platform/log.js'
import { SyncOutcome, SyncRefusalReason, type SyncAnswer, type SyncedReportInput } from './sync.type.js'
import type { SyncedReport } from './synced-report.entity.js'

export type Refused = {
  refused: `${SyncRefusalReason}`
  /** Paths from the top of the item. */
  problems: { inputPath: string; message: string }[]
}

/** What stands here of an item, told alike however often it is sent. */
export function answerOf(row: SyncedReport, digest: string | null): SyncAnswer {
  const { externalId, version, referral, receivedAt } = row
  const department = referral?.department ?? null
  return {
    externalId,
    version,
    outcome: outcomeOf(row),
    reason: null,
    problems: [],
    department,
    digest,
    receivedAt,
  }
}

export function outcomeOf({ referral, revisedAt }: SyncedReport): SyncOutcome {
  if (referral) return SyncOutcome.REFERRED
  return revisedAt ? SyncOutcome.REVISED : SyncOutcome.TAKEN_IN
}

export function refusedAnswer(
  item: SyncedReportInput,
  { refused, problems }: Refused,
  at: string,
): SyncAnswer {
  const { externalId, version } = item
  const nothing = { department: null, digest: null, receivedAt: null }
  return {
    externalId,
    version,
    outcome: SyncOutcome.REFUSED,
    reason: SyncRefusalReason[refused],
    problems: problems.map((problem) => ({ ...problem, inputPath: `${at}.${problem.inputPath}` })),
    ...nothing,
  }
}

/** Why an item failed that the rules let through; what nobody foresaw is logged and leaves the others alone. */
export function reasonOf(error: unknown, { log, language }: { log: Log; language: Language }): Refused {
  if (error instanceof AndonError && error.code === 'BAD_USER_INPUT') {
    const several = error.details['problems'] as Refused['problems'] | undefined
    const one = { inputPath: error.inputPath ?? 'input', message: error.messages[language] }
    const problems = (several ?? [one]).map(({ inputPath, message }) => ({
      inputPath: inputPath.replace(/^input/, 'report'),
      message,
    }))
    return { refused: 'BAD_INPUT', problems }
  }
  if (!(error instanceof AndonError)) log.error({ err: error }, 'an item of a sync failed')
  return { refused: 'TRY_AGAIN', problems: [] }
}
