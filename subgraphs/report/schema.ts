import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import { CitizenResolver } from './citizen/citizen.resolver.js'
import type { ReportContext } from './context.js'
import { EvidenceReleaseResolver } from './evidence-release/evidence-release.resolver.js'
import { AuditEntryResolver } from './audit/audit-entry.resolver.js'
import { EvidenceResolver } from './evidence/evidence.resolver.js'
import { ReportResolver } from './intake/report.resolver.js'
import { ConsentResolver } from './consent/consent.resolver.js'
import { DialogueResolver } from './dialogue/dialogue.resolver.js'
import { PlacementUseResolver } from './attribution/placement-use.resolver.js'
import { FormResolver } from './form/form.resolver.js'
import { DraftResolver } from './draft/draft.resolver.js'
import { KeyBundleResolver } from './identity-vault/keys/key-bundle.resolver.js'
import { RevealResolver } from './identity-vault/reveal/reveal.resolver.js'
import { RewardIdentityResolver } from './identity-vault/reward-identity/reward-identity.resolver.js'
import { OperatorIntakeResolver } from './operator-intake/operator-intake.resolver.js'
import { ResealResolver } from './identity-vault/reseal.resolver.js'
import { ProofResolver } from './proof-of-work/proof.resolver.js'
import { RetentionResolver } from './retention/retention.resolver.js'
import { ExportResolver } from './export/export.resolver.js'
import { SamenessResolver } from './sameness/sameness.resolver.js'
import { SearchResolver } from './search/search.resolver.js'
import { ReceiptResolver } from './receipt/receipt.resolver.js'
import { ProgramCodeResolver } from './wechat/program-code.resolver.js'
import { SyncResolver } from './sync/sync.resolver.js'
import { MaliciousMarkResolver } from './marks/malicious-mark.resolver.js'

export function buildReportSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<ReportContext>({
    resolvers: [
      ReportResolver,
      DraftResolver,
      FormResolver,
      PlacementUseResolver,
      DialogueResolver,
      ConsentResolver,
      ProofResolver,
      ReceiptResolver,
      CitizenResolver,
      OperatorIntakeResolver,
      ProgramCodeResolver,
      SyncResolver,
      MaliciousMarkResolver,
      EvidenceResolver,
      AuditEntryResolver,
      EvidenceReleaseResolver,
      KeyBundleResolver,
      RevealResolver,
      RewardIdentityResolver,
      RetentionResolver,
      SearchResolver,
      SamenessResolver,
      ExportResolver,
      ResealResolver,
    ],
    references: {
      Report: ({ id }, { reports }) => reports.load(String(id)),
    },
  })
}
