import type { Log } from '../../platform/log.js'
import { migrateJobs } from '../shared/jobs/migrate.js'
import { runMigrations } from '../shared/orm.js'
import { reportEntities } from './entities.js'
import { Migration0001Intake } from './migrations/0001-intake.js'
import { Migration0002ExcludedAuthorities } from './migrations/0002-excluded-authorities.js'
import { Migration0003SealedContent } from './migrations/0003-sealed-content.js'
import { Migration0004Evidence } from './migrations/0004-evidence.js'
import { Migration0005Receipts } from './migrations/0005-receipts.js'
import { Migration0006AuditChain } from './migrations/0006-audit-chain.js'
import { Migration0007IdentityVault } from './migrations/0007-identity-vault.js'
import { Migration0008Form } from './migrations/0008-form.js'
import { Migration0009OperatorIntake } from './migrations/0009-operator-intake.js'
import { Migration0010Citizens } from './migrations/0010-citizens.js'
import { Migration0011Retention } from './migrations/0011-retention.js'
import { Migration0011Search } from './migrations/0011-search.js'
import { Migration0012RefusedEvidence } from './migrations/0012-refused-evidence.js'
import { Migration0013WeChat } from './migrations/0013-wechat.js'
import { Migration0014SyncedReports } from './migrations/0014-synced-reports.js'
import { Migration0015HandlingAuthority } from './migrations/0015-handling-authority.js'
import { Migration0019EvidenceRelease } from './migrations/0019-evidence-release.js'
import { Migration0016MaliciousMarks } from './migrations/0016-malicious-marks.js'
import { Migration0020Notices } from './migrations/0020-notices.js'
import { Migration0021PlacementUse } from './migrations/0021-placement-use.js'
import { Migration0022ShownReceipts } from './migrations/0022-shown-receipts.js'
import { Migration0023RewardIdentity } from './migrations/0023-reward-identity.js'

/** Brings schema `report` and that of its jobs to their newest migration, as their owner. */
export async function migrate({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<void> {
  await runMigrations({
    databaseUrl,
    log,
    schema: 'report',
    entities: reportEntities,
    migrations: [
      { name: '0001-intake', class: Migration0001Intake },
      { name: '0002-excluded-authorities', class: Migration0002ExcludedAuthorities },
      { name: '0003-sealed-content', class: Migration0003SealedContent },
      { name: '0004-evidence', class: Migration0004Evidence },
      { name: '0005-receipts', class: Migration0005Receipts },
      { name: '0006-audit-chain', class: Migration0006AuditChain },
      { name: '0007-identity-vault', class: Migration0007IdentityVault },
      { name: '0008-form', class: Migration0008Form },
      { name: '0009-operator-intake', class: Migration0009OperatorIntake },
      { name: '0010-citizens', class: Migration0010Citizens },
      { name: '0011-retention', class: Migration0011Retention },
      { name: '0011-search', class: Migration0011Search },
      { name: '0012-refused-evidence', class: Migration0012RefusedEvidence },
      { name: '0013-wechat', class: Migration0013WeChat },
      { name: '0014-synced-reports', class: Migration0014SyncedReports },
      { name: '0015-handling-authority', class: Migration0015HandlingAuthority },
      { name: '0019-evidence-release', class: Migration0019EvidenceRelease },
      { name: '0016-malicious-marks', class: Migration0016MaliciousMarks },
      { name: '0020-notices', class: Migration0020Notices },
      { name: '0021-placement-use', class: Migration0021PlacementUse },
      { name: '0022-shown-receipts', class: Migration0022ShownReceipts },
      { name: '0023-reward-identity', class: Migration0023RewardIdentity },
    ],
  })
  await migrateJobs({ databaseUrl, schema: 'report', log })
}
