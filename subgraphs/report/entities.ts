import { OutboxEntry } from '../shared/events/outbox.entity.js'
import { Watermark } from '../shared/events/watermark.entity.js'
import { AuthorityReach } from '../shared/reach/authority-reach.entity.js'
import { StoredCitizen } from './citizen/citizen.entity.js'
import { PlacementUse } from './attribution/placement-use.entity.js'
import { Consent } from './consent/consent.entity.js'
import { SeparateConsent } from './consent/separate-consent.entity.js'
import { NoticeAddress } from './notices/notice-address.entity.js'
import { PublishedVersion } from './consent/published-version.entity.js'
import { StoredContentKey } from './content/content-key.entity.js'
import { UnitAlias } from './content/unit-alias.entity.js'
import { Message } from './dialogue/message.entity.js'
import { Draft } from './draft/draft.entity.js'
import { StoredEvidenceRelease } from './evidence-release/evidence-release.entity.js'
import { StoredEvidence } from './evidence/evidence.entity.js'
import { SealedIdentity } from './identity-vault/identity.entity.js'
import { StoredReveal } from './identity-vault/reveal/reveal.entity.js'
import { StoredKeyBundle } from './identity-vault/keys/key-bundle.entity.js'
import { Referral } from './intake/referral.entity.js'
import { ShownReceipt } from './sameness/shown-receipt.entity.js'
import { StoredReport } from './intake/report.entity.js'
import { OperatorIntake } from './operator-intake/operator-intake.entity.js'
import { ProgressStep } from './progress/progress-step.entity.js'
import { StoredErasure } from './retention/erasure.entity.js'
import { StoredLegalHold } from './retention/legal-hold.entity.js'
import { StoredRetentionRule } from './retention/rule.entity.js'
import { OperatorReceipt } from './receipt/operator-receipt.entity.js'
import { StoredNotice } from './notices/notice.entity.js'
import { WeChatToken } from './wechat/wechat-token.entity.js'
import { ExternalSystem } from './sync/external-system.entity.js'
import { SyncRefusal } from './sync/sync-refusal.entity.js'
import { SyncedReport, SyncedRevision } from './sync/synced-report.entity.js'
import { StoredMark } from './marks/malicious-mark.entity.js'

/** What report stores, and nobody else reads. */
export const reportEntities = [
  StoredReport,
  ShownReceipt,
  StoredCitizen,
  WeChatToken,
  StoredNotice,
  StoredContentKey,
  UnitAlias,
  Draft,
  Message,
  Consent,
  SeparateConsent,
  PlacementUse,
  NoticeAddress,
  PublishedVersion,
  SealedIdentity,
  StoredKeyBundle,
  StoredReveal,
  StoredEvidence,
  StoredEvidenceRelease,
  Referral,
  ProgressStep,
  StoredRetentionRule,
  StoredLegalHold,
  StoredErasure,
  OperatorIntake,
  OperatorReceipt,
  StoredMark,
  ExternalSystem,
  SyncedReport,
  SyncedRevision,
  SyncRefusal,
  OutboxEntry,
  Watermark,
  AuthorityReach,
]
