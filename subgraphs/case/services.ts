import type { MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../platform/log.js'
import type { SignedViewer } from '../../platform/viewer/viewer.js'
import { reasonKeysSetting, type ReasonKeys } from '../shared/audit/reason-keys.js'
import { openAudit } from '../shared/audit/record.js'
import type { Clock } from '../shared/clock.js'
import { envelopeKeysSetting, type EnvelopeKeys } from '../shared/sealed-content/envelope-keys.js'
import { createAssignmentLoader } from './assignment/assignment.loader.js'
import { caseAuditActions } from './audit-actions.js'
import type { CaseContext } from './context.js'
import { sessionOf, workForPlatform } from './desk/row-security.js'
import { createDeadlineLoader } from './deadlines/deadline.loader.js'
import { createFollowUpLoader } from './follow-up/follow-up.loader.js'
import { createRectificationLoader } from './rectification/rectification.loader.js'
import { createFeedbackLoader } from './feedback/feedback.loader.js'
import { createExtensionLoader } from './extension/extension.loader.js'
import { CaseChanges } from './live/case-changes.js'
import { createCaseLoaders } from './loop/case.loader.js'
import { createCaseStepLoaders } from './loop/case-step.loader.js'
import type { NoticeSettings } from './notices/settings.js'
import type { Neighbours } from './references/neighbours.js'
import { createObjectionLoaders } from './objection/objection.loader.js'
import { createCandidateLoader } from './duplicates/candidate.loader.js'
import { createCaseMergeLoader } from './duplicates/case-merge.loader.js'
import { createScreeningLoaders } from './screening/screening.loader.js'
import { createRewardLoader } from './reward/reward.loader.js'
import { createSummaryLoader } from './summary/case-summary.service.js'
import { createNominationLoader } from './summary/nomination.loader.js'
import { createSupervisionLoader } from './supervision/supervision.loader.js'
import { createCaseTexts, type CaseTexts } from './texts/case-texts.js'
import { createVerificationLoaders } from './verification/verification.loader.js'

/** What case keeps outside database and backups. */
export const caseSecrets = {
  CASE_ENVELOPE_KEY: envelopeKeysSetting(),
  AUDIT_REASON_KEY: reasonKeysSetting(),
}

export type CaseSecrets = { CASE_ENVELOPE_KEY: EnvelopeKeys; AUDIT_REASON_KEY: ReasonKeys }

/** What lives as long as the process; a request's own things are made around it. */
export type CaseServices = {
  clock: Clock
  texts: CaseTexts
  noticeSettings: NoticeSettings
  neighbours: Neighbours
  changes: CaseChanges
}

export function openCaseServices(means: {
  orm: MikroORM
  secrets: CaseSecrets
  clock: Clock
  notices: NoticeSettings
  neighbours: Neighbours
}): CaseServices {
  const { orm, secrets, clock, notices, neighbours } = means
  workForPlatform(orm)
  openAudit(orm, { actions: Object.keys(caseAuditActions), reasonKeys: secrets.AUDIT_REASON_KEY })
  const texts = createCaseTexts(secrets.CASE_ENVELOPE_KEY)
  return { clock, texts, noticeSettings: notices, neighbours, changes: new CaseChanges() }
}

/** One request, or one event of a subscription. */
export function createCaseContext(
  means: { orm: MikroORM; log: Log; services: CaseServices },
  { viewer, language, bodyHash }: SignedViewer,
): CaseContext {
  const { orm, log, services } = means
  const em = orm.em.fork({ session: sessionOf(viewer) })
  const loaders = { ...createCaseLoaders(em, viewer), ...createCaseStepLoaders(em, viewer, language) }
  return {
    viewer,
    language,
    boundToBody: bodyHash !== undefined,
    em,
    log,
    loaders,
    assignments: createAssignmentLoader({ em, viewer, texts: services.texts }),
    extensions: createExtensionLoader({ em, viewer, texts: services.texts }),
    findings: createVerificationLoaders({ em, viewer, texts: services.texts }),
    deadlines: createDeadlineLoader(em, viewer, { clock: services.clock, language }),
    followUps: createFollowUpLoader({ em, viewer, texts: services.texts }),
    rectifications: createRectificationLoader({ em, viewer, texts: services.texts }),
    feedback: createFeedbackLoader({ em, viewer, texts: services.texts }),
    objections: createObjectionLoaders({ em, viewer, texts: services.texts }),
    duplicateCandidates: createCandidateLoader({ em, viewer, language, report: services.neighbours.report }),
    caseMerges: createCaseMergeLoader({ em, viewer, texts: services.texts }, loaders),
    screening: createScreeningLoaders({ em, viewer, texts: services.texts }),
    rewards: createRewardLoader(em, viewer, language),
    nominations: createNominationLoader({ em, viewer, texts: services.texts }),
    summaries: createSummaryLoader(em),
    supervisions: createSupervisionLoader({ em, viewer, texts: services.texts }),
    ...services,
  }
}
