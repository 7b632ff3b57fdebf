import type { EntityManager } from '@mikro-orm/postgresql'
import type { Language } from '../../../platform/language.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { StoredDeadline } from '../deadlines/deadline.entity.js'
import { vouchFor } from '../desk/row-security.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { stateLabel } from '../loop/table/machines.js'
import { isReporterOf } from '../references/report-readers.js'
import type { Report } from '../references/report.type.js'
import { toReasons } from './present-reward.js'
import { rewardsOfCases, type RewardRecords } from './reward.loader.js'
import type { OwnReward, RewardState } from './reward.type.js'

type State = keyof typeof RewardState

/** From here on the reporter has been told the amount. */
const told: readonly State[] = ['NOTIFIED', 'PUBLICLY_NOTIFIED', 'CLAIMED', 'PAID', 'WAIVED']

/**
 * The reward of a report for its reporter; null for everybody else, and where there is none to speak of. Until it is
 * notified no amount is shown: it may be sent back.
 */
export async function ownReward(
  { em, viewer, language }: { em: EntityManager; viewer: Viewer; language: Language },
  report: Report,
): Promise<OwnReward | null> {
  if (!isReporterOf(viewer, report)) return null
  const { id: reportId } = report
  if (viewer.kind === 'CITIZEN') vouchFor(em, reportId)
  const link = await em.findOne(CaseReport, { reportId })
  if (link === null || link.withdrawnAt != null) return null
  const records = (await rewardsOfCases(em, [link.caseId])).get(link.caseId)
  if (records === undefined) return null
  const standing = records.assessment?.standings.find((one) => one.reportId === reportId)
  if (records.reward !== undefined && records.reward.reportId !== reportId)
    return isOpen(records)
      ? pending(language)
      : refused(standing?.reasons ?? ['NOT_FIRST_REPORTER'], language)
  const state = records.proceeding.state as State
  return told.includes(state) ? granted(em, records, language) : pending(language)
}

/** An assessment that is not approved may still come out otherwise. */
function isOpen({ proceeding: { state } }: RewardRecords): boolean {
  return state === 'PENDING' || state === 'CALCULATED'
}

const nothing = {
  amountFen: null,
  howReckoned: [],
  legalReferences: [],
  claimUntil: null,
  identityProvided: false,
  reasons: [],
}

function pending(language: Language): OwnReward {
  return { ...nothing, state: 'PENDING', label: stateLabel('REWARD', 'PENDING')[language] }
}

function refused(reasons: Parameters<typeof toReasons>[0], language: Language): OwnReward {
  const label = stateLabel('REWARD', 'INELIGIBLE')[language]
  return { ...nothing, state: 'INELIGIBLE', label, reasons: toReasons(reasons, language) }
}

async function granted(
  em: EntityManager,
  { proceeding, reward, assessment, rules, identityProvided }: RewardRecords,
  language: Language,
): Promise<OwnReward> {
  const state = proceeding.state as State
  const [term] = await em.find(
    StoredDeadline,
    { proceedingId: proceeding.id, kind: 'REWARD_CLAIM' },
    { orderBy: { startedAt: 'desc', dueAt: 'desc' }, limit: 1 },
  )
  const isDue = state === 'NOTIFIED' || state === 'PUBLICLY_NOTIFIED'
  return {
    state,
    label: stateLabel('REWARD', state)[language],
    amountFen: reward?.amountFen ?? null,
    howReckoned: (assessment?.steps ?? []).map(({ words }) => words[language]),
    legalReferences: rules.map(({ legalReference }) => legalReference),
    claimUntil: isDue ? (term?.dueAt ?? null) : null,
    identityProvided,
    reasons: [],
  }
}
