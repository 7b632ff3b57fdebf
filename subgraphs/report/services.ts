import type { MikroORM } from '@mikro-orm/postgresql'
import type { KeyObject } from 'node:crypto'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { setting } from '../../platform/settings.js'
import type { SignedViewer } from '../../platform/viewer/viewer.js'
import { openAudit } from '../shared/audit/record.js'
import { reasonKeysSetting, type ReasonKeys } from '../shared/audit/reason-keys.js'
import { reportAuditActions } from './audit-actions.js'
import { createRenewCitizenSession, type RenewCitizenSession } from './citizen/citizen.service.js'
import { createBlindIndex, type BlindIndex } from './content/blind-index.js'
import { createContentKeys, type ContentKeys } from './content/content-key.service.js'
import { envelopeKeysSetting, type EnvelopeKeys } from '../shared/sealed-content/envelope-keys.js'
import { sealEarlierReports } from './content/seal-earlier.js'
import type { ReportContext } from './context.js'
import { createConsentLoader } from './consent/consent.loader.js'
import { createDialogueLoader } from './dialogue/dialogue.service.js'
import { createContinueDraft, type ContinueDraft } from './draft/continue-draft.service.js'
import { createStartDraft, type StartDraft } from './draft/draft.service.js'
import { createEvidenceLoader } from './evidence/evidence.loader.js'
import { openEvidence, type EvidenceRoom } from './evidence/open-evidence.js'
import type { EvidenceLimits } from './evidence/request.service.js'
import type { EvidenceSettings } from './evidence/settings.js'
import { createHoldings, type Holdings } from './identity-vault/keys/holdings.js'
import type { SealingSettings } from './identity-vault/keys/sealing-settings.js'
import { createSubmitReport, type SubmitReport } from './intake/intake.service.js'
import { createTakeIn } from './intake/take-in.service.js'
import { createReportLoader } from './intake/report.service.js'
import { createContentLoader } from './looks/content.loader.js'
import { createSyncReports, type SyncReports } from './sync/sync-reports.service.js'
import { createTakeVersion } from './sync/take-version.service.js'
import { createMarkLoader, createMarkOfReporterLoader } from './marks/malicious-mark.loader.js'
import { createOperatorIntakeLoader } from './operator-intake/operator-intake.loader.js'
import { createRecordReport, type RecordReport } from './operator-intake/record-report.service.js'
import { createProgressLoader } from './progress/progress.service.js'
import type { Watch } from '../shared/watch.js'
import { openProgressWatch, type ReportMoved } from './progress/progress-watch.js'
import { createProofOfWork, type ProofOfWork } from './proof-of-work/proof.service.js'
import { createChangeReceipt, type ChangeReceipt } from './receipt/change-receipt.service.js'
import { createReceiptKeys } from './receipt/receipt.js'
import { createCheckReceipt, createOpenReceipt, type OpenReceipt } from './receipt/receipt.service.js'
import { createRenewOperatorReceipt, type RenewOperatorReceipt } from './receipt/renew-receipt.service.js'
import { createShowEarlierReceipt, type ShowEarlierReceipt } from './sameness/sameness.service.js'
import type { LocateJurisdiction } from './references/region.client.js'
import { createWeChatRoom, openWeChat, type WeChatRoom } from './wechat/open-wechat.js'
import type { WeChatSettings } from './wechat/settings.js'
import { openNotices, type NoticeRoom } from './notices/open-notices.js'
import type { NoticeSettings } from './notices/settings.js'

/** What report keeps outside database and backups. */
export const reportSecrets = {
  RECEIPT_SALT: setting.base64(32),
  RECEIPT_FIND_PEPPER: setting.base64(32),
  RECEIPT_OPEN_PEPPER: setting.base64(32),
  CONTENT_ENVELOPE_KEY: envelopeKeysSetting(),
  BLIND_INDEX_KEY: setting.base64(32),
  PROOF_OF_WORK_KEY: setting.base64(32),
  AUDIT_REASON_KEY: reasonKeysSetting(),
}

export type ReportSecrets = {
  RECEIPT_SALT: Buffer
  RECEIPT_FIND_PEPPER: Buffer
  RECEIPT_OPEN_PEPPER: Buffer
  CONTENT_ENVELOPE_KEY: EnvelopeKeys
  BLIND_INDEX_KEY: Buffer
  PROOF_OF_WORK_KEY: Buffer
  AUDIT_REASON_KEY: ReasonKeys
}

/** What lives as long as the process; a request's own things are made around it. */
export type ReportServices = EvidenceRoom &
  WeChatRoom &
  NoticeRoom & {
    contentKeys: ContentKeys
    blindIndex: BlindIndex
    proofs: ProofOfWork
    startDraft: StartDraft
    continueDraft: ContinueDraft
    evidenceLimits: EvidenceLimits
    submitReport: SubmitReport
    openReceipt: OpenReceipt
    showEarlierReceipt: ShowEarlierReceipt
    renewCitizenSession: RenewCitizenSession
    changeReceipt: ChangeReceipt
    renewOperatorReceipt: RenewOperatorReceipt
    recordReport: RecordReport
    syncReports: SyncReports
    markAnswerDays: number
    progressWatch: Watch<ReportMoved>
    holdings: Holdings
    locate: LocateJurisdiction
  }

export async function openReportServices(means: {
  orm: MikroORM
  secrets: ReportSecrets
  locate: LocateJurisdiction
  /** Signs the sessions of receipts and of citizens. */
  key: KeyObject
  databaseUrl: string
  evidence: EvidenceSettings
  sealing: SealingSettings
  wechat: WeChatSettings
  markAnswerDays: number
  notices: NoticeSettings
  lifecycle: Lifecycle
  log: Log
}): Promise<ReportServices> {
  const { orm, secrets, locate, key, log } = means
  openAudit(orm, { actions: Object.keys(reportAuditActions), reasonKeys: secrets.AUDIT_REASON_KEY })
  const contentKeys = createContentKeys(secrets.CONTENT_ENVELOPE_KEY)
  const blindIndex = createBlindIndex(secrets.BLIND_INDEX_KEY)
  await sealEarlierReports(orm, { contentKeys, blindIndex, log })
  const keysOf = createReceiptKeys({
    salt: secrets.RECEIPT_SALT,
    findPepper: secrets.RECEIPT_FIND_PEPPER,
    openPepper: secrets.RECEIPT_OPEN_PEPPER,
  })
  const proofs = createProofOfWork(secrets.PROOF_OF_WORK_KEY)
  const check = createCheckReceipt({ keysOf, contentKeys, proofs })
  const holdings = createHoldings(means.sealing)
  const { evidence: settings, wechat, lifecycle } = means
  const envelope = secrets.CONTENT_ENVELOPE_KEY
  const client = openWeChat({ settings: wechat, orm, envelope, lifecycle })
  const notices = openNotices({ settings: means.notices, client, lifecycle, log })
  const { readWechatAddress } = notices
  const intake = { keysOf, locate, holdings, contentKeys, blindIndex, proofs, readWechatAddress }
  const takeIn = createTakeIn(intake)
  return {
    ...(await openEvidence({ settings, orm, contentKeys, lifecycle, log })),
    ...notices,
    ...createWeChatRoom({ client, settings: wechat, key, log }),
    contentKeys,
    blindIndex,
    proofs,
    startDraft: createStartDraft({ keysOf, contentKeys, proofs }),
    continueDraft: createContinueDraft({ keysOf, contentKeys, proofs }),
    evidenceLimits: settings,
    submitReport: createSubmitReport(intake),
    holdings,
    locate,
    openReceipt: createOpenReceipt({ check, key }),
    showEarlierReceipt: createShowEarlierReceipt(check),
    renewCitizenSession: createRenewCitizenSession(key),
    changeReceipt: createChangeReceipt({ keysOf, contentKeys, proofs, key }),
    renewOperatorReceipt: createRenewOperatorReceipt({ keysOf, contentKeys }),
    recordReport: createRecordReport({ takeIn, keysOf, contentKeys }),
    syncReports: createSyncReports({ takeIn, takeVersion: createTakeVersion({ contentKeys, blindIndex }) }),
    markAnswerDays: means.markAnswerDays,
    progressWatch: openProgressWatch(means),
  }
}

/** One request, or one event of a subscription. */
export function createReportContext(
  means: { orm: MikroORM; log: Log; services: ReportServices },
  { viewer, language, bodyHash, crowding }: SignedViewer,
): ReportContext {
  const { orm, log, services } = means
  const em = orm.em.fork()
  return {
    viewer,
    language,
    boundToBody: bodyHash !== undefined,
    crowding,
    em,
    log,
    reports: createReportLoader(em, viewer),
    content: createContentLoader(em, viewer, services.contentKeys),
    progress: createProgressLoader(em, language),
    dialogue: createDialogueLoader(em, viewer, services.contentKeys),
    consents: createConsentLoader(em),
    evidence: createEvidenceLoader(em, viewer, services.evidenceLinks),
    operatorIntake: createOperatorIntakeLoader(em, viewer, services.contentKeys),
    marks: createMarkLoader(em, viewer, services.contentKeys),
    marksOfReporter: createMarkOfReporterLoader(em, viewer),
    ...services,
  }
}
