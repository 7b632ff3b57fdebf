import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import type { Log } from '../../../platform/log.js'
import type { StaffViewer, Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { asKept, type Arrival, type Came, type TakeIn } from '../intake/take-in.service.js'
import { requireMachine } from './external-system.service.js'
import { answerOf, reasonOf, refusedAnswer, type Refused } from './sync-answer.js'
import { checkItem, isExternalId } from './sync.rules.js'
import { keepRefusal, resolveRefusals } from './sync-refusal.service.js'
import { digestOf } from './digest.js'
import { sealSent, type TakeVersion } from './take-version.service.js'
import { SyncedReport } from './synced-report.entity.js'
import type { SyncAnswer, SyncedReportInput } from './sync.type.js'

/** A batch fits the gateway's limit of a body, and is answered in seconds. */
export const mostItems = 50

export type SyncReports = (
  em: EntityManager,
  viewer: Viewer,
  batch: { system: string; items: readonly SyncedReportInput[] },
  about: { language: Language; log: Log },
) => Promise<SyncAnswer[]>

type Sending = { system: string; machine: StaffViewer; item: SyncedReportInput; language: Language }

/**
 * Takes reports of another system, each for itself: one that is wrong, or that fails, leaves the others alone. In any
 * order and however often, the newest version of each is what stands here.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN for another system's reports, BAD_USER_INPUT for too many at once
 */
export function createSyncReports(means: { takeIn: TakeIn; takeVersion: TakeVersion }): SyncReports {
  return async (em, viewer, { system, items }, { language, log }) => {
    const machine = await requireMachine(em, viewer, system)
    if (items.length > mostItems) throw tooMany()
    const answers: SyncAnswer[] = []
    for (const [at, item] of items.entries()) {
      const sending = { system, machine, item, language }
      const came = await syncOne(em.fork(), sending, means).catch((error: unknown) =>
        reasonOf(error, { log, language }),
      )
      if (!('refused' in came)) {
        answers.push(came)
        continue
      }
      if (isExternalId(item.externalId)) await keepRefusal(em.fork(), system, item, came)
      answers.push(refusedAnswer(item, came, `reports[${String(at)}]`))
    }
    return answers
  }
}

async function syncOne(
  em: EntityManager,
  sending: Sending,
  means: { takeIn: TakeIn; takeVersion: TakeVersion },
): Promise<SyncAnswer | Refused> {
  const { system, item, language } = sending
  const problems = checkItem(item, Date.now())
  if (problems.length > 0) {
    const told = problems.map(({ inputPath, message }) => ({ inputPath, message: message[language] }))
    return { refused: 'BAD_INPUT', problems: told }
  }
  const { externalId } = item
  const known = await em.findOne(SyncedReport, { system, externalId })
  if (known !== null && !isTakenAnew(known, item)) return means.takeVersion(em, known.id, sending)
  const reportId = item.reportId?.toLowerCase() ?? randomUUID()
  const taken = await means.takeIn(em, item.report, arrivalOf(sending, reportId), language)
  if ('refusal' in taken) return { refused: refusalOf(taken.refusal.reason), problems: [] }
  const row = await em.fork().findOneOrFail(SyncedReport, { system, externalId })
  if ('takenBefore' in taken) return means.takeVersion(em.fork(), row.id, sending)
  return answerOf(row, 'report' in taken ? digestOf(item.report) : null)
}

/** Of what was referred nothing is kept here: a later version is looked at as if it were the first. */
function isTakenAnew({ reportId, version }: SyncedReport, item: SyncedReportInput): boolean {
  return !reportId && item.version > version
}

function arrivalOf(sending: Sending, reportId: string): Arrival {
  const { system, item } = sending
  const { externalId } = item
  return {
    reportId,
    consent: null,
    refusesConsent: () => Promise.resolve(undefined),
    isFirst: async (em) => {
      await em.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
        `sync ${system} ${externalId}`,
      ])
      const known = await em.findOne(SyncedReport, { system, externalId }, { refresh: true })
      return known === null || isTakenAnew(known, item)
    },
    record: (em, came) => recordArrival(em, sending, came),
  }
}

async function recordArrival(em: EntityManager, sending: Sending, came: Came): Promise<void> {
  const { system, machine, item } = sending
  const { externalId, version, submittedAt, changedAt, report } = item
  const known = await em.findOne(SyncedReport, { system, externalId })
  const id = known?.id ?? randomUUID()
  const { consent } = report
  const what =
    'report' in came
      ? { reportId: came.report.id, referral: null, sealedSent: sealSent(came.key, id, item) }
      : { reportId: null, referral: asKept(came.referral), sealedSent: null }
  const when = { submittedThereAt: submittedAt, changedThereAt: changedAt ?? submittedAt }
  const receivedAt = known?.receivedAt ?? new Date()
  const row = {
    system,
    externalId,
    version,
    ...when,
    ...what,
    consent: consent ? { ...readConsent(consent) } : null,
  }
  if (known === null) em.persist(em.create(SyncedReport, { id, ...row, receivedAt, revisedAt: null }))
  else Object.assign(known, row)
  await resolveRefusals(em, system, item)
  await recordAudit<ReportAuditAction>(em, {
    actor: machine,
    action: 'REPORT_SYNCED',
    thing: what.reportId ? { kind: 'REPORT', id: what.reportId } : { kind: 'SYNC', id },
    facts: { system, version },
  })
}

function readConsent(given: { noticeVersion: number; privacyVersion: number; declaredTrue: boolean }) {
  const { noticeVersion, privacyVersion, declaredTrue } = given
  return { noticeVersion, privacyVersion, declaredTrue }
}

function refusalOf(reason: string): Refused['refused'] {
  if (reason === 'NO_AUTHORITY' || reason === 'NO_CUSTODIANS' || reason === 'SEALING_OUTDATED') return reason
  throw new Error(`a synced report is not refused for ${reason}`)
}

function tooMany(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: `一批最多 ${String(mostItems)} 条。`, en: `A batch has at most ${String(mostItems)} items.` },
    { inputPath: 'reports', details: { allowed: mostItems } },
  )
}
