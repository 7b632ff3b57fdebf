import { isUuid } from '../../shared/uuid.js'
import type { Problem } from '../intake/problem.js'
import type { SyncedReportInput } from './sync.type.js'

const leewayMs = 5 * 60_000
const highestVersion = 1_000_000_000

/** What is wrong with the wrapping of an item; what it wraps is checked like any other report. */
export function checkItem(item: SyncedReportInput, nowMs: number): Problem[] {
  const { externalId, version, submittedAt, changedAt, reportId, report } = item
  const changedMs = (changedAt ?? submittedAt).getTime()
  const latestMs = nowMs + leewayMs
  const isVersion = version >= 1 && version <= highestVersion
  const isMoment = submittedAt.getTime() <= latestMs && submittedAt.getFullYear() >= 2000
  const isChange = changedMs >= submittedAt.getTime() && changedMs <= latestMs
  const envelopes = [report, ...(report.jointReporters ?? [])].some(
    ({ identityEnvelope }) => identityEnvelope,
  )
  const broken: [boolean, Problem][] = [
    [!isExternalId(externalId), problems.externalId],
    [!isVersion, problems.version],
    [!isMoment, problems.submittedAt],
    [!isChange, problems.changedAt],
    [typeof reportId === 'string' ? !isUuid(reportId) : envelopes, problems.reportId],
    [Boolean(report.draftId ?? report.proofOfWork), problems.draft],
  ]
  return broken.flatMap(([isBroken, problem]) => (isBroken ? [problem] : []))
}

/** Without blanks: it stands in the lines of a day's digest. */
export function isExternalId(text: string): boolean {
  return /^[^\s\p{C}]{1,100}$/u.test(text)
}

const problems = {
  externalId: {
    inputPath: 'externalId',
    message: { zh: '编号应为 1 到 100 字，不含空白。', en: 'An id has 1 to 100 characters and no blanks.' },
  },
  version: {
    inputPath: 'version',
    message: { zh: '版本号应从 1 起。', en: 'Versions count from 1.' },
  },
  submittedAt: {
    inputPath: 'submittedAt',
    message: { zh: '提交时间有误。', en: 'This cannot be when it was submitted.' },
  },
  changedAt: {
    inputPath: 'changedAt',
    message: {
      zh: '变更时间不能早于提交时间，也不能在将来。',
      en: 'A change is not before the submission, nor in the future.',
    },
  },
  reportId: {
    inputPath: 'reportId',
    message: { zh: '随身份信封须填写 UUID。', en: 'An envelope needs the UUID it is bound to.' },
  },
  draft: {
    inputPath: 'report.draftId',
    message: { zh: '同步不使用草稿和工作量证明。', en: 'A sync uses neither a draft nor a proof of work.' },
  },
} as const satisfies Record<string, Problem>
