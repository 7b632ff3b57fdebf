import type { Log } from '../../platform/log.js'
import { migrateJobs } from '../shared/jobs/migrate.js'
import { runMigrations } from '../shared/orm.js'
import { caseEntities } from './entities.js'
import { Migration0001Screening } from './migrations/0001-screening.js'
import { Migration0002ExcludedAuthorities } from './migrations/0002-excluded-authorities.js'
import { Migration0003Loop } from './migrations/0003-loop.js'
import { Migration0004TextsAndAudit } from './migrations/0004-texts-and-audit.js'
import { Migration0005Deadlines } from './migrations/0005-deadlines.js'
import { Migration0010Screening } from './migrations/0010-screening.js'
import { Migration0011Verification } from './migrations/0011-verification.js'
import { Migration0012Answers } from './migrations/0012-answers.js'
import { Migration0013Rewards } from './migrations/0013-rewards.js'
import { Migration0014Desk } from './migrations/0014-desk.js'
import { Migration0015RowSecurity } from './migrations/0015-row-security.js'
import { Migration0016HazardCriteria } from './migrations/0016-hazard-criteria.js'
import { Migration0017ExportsAndChanges } from './migrations/0017-exports-and-changes.js'
import { Migration0018Rectification } from './migrations/0018-rectification.js'
import { Migration0019FreeNumbers } from './migrations/0019-free-numbers.js'
import { Migration0020HelpedCases } from './migrations/0020-helped-cases.js'
import { Migration0021SupervisedCases } from './migrations/0021-supervised-cases.js'
import { Migration0022Nominations } from './migrations/0022-nominations.js'

/** Brings schema `case` and that of its jobs to their newest migration, as their owner. */
export async function migrate({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<void> {
  await runMigrations({
    databaseUrl,
    log,
    schema: 'case',
    entities: caseEntities,
    migrations: [
      { name: '0001-screening', class: Migration0001Screening },
      { name: '0002-excluded-authorities', class: Migration0002ExcludedAuthorities },
      { name: '0003-loop', class: Migration0003Loop },
      { name: '0004-texts-and-audit', class: Migration0004TextsAndAudit },
      { name: '0005-deadlines', class: Migration0005Deadlines },
      { name: '0010-screening', class: Migration0010Screening },
      { name: '0011-verification', class: Migration0011Verification },
      { name: '0012-answers', class: Migration0012Answers },
      { name: '0013-rewards', class: Migration0013Rewards },
      { name: '0014-desk', class: Migration0014Desk },
      { name: '0015-row-security', class: Migration0015RowSecurity },
      { name: '0016-hazard-criteria', class: Migration0016HazardCriteria },
      { name: '0017-exports-and-changes', class: Migration0017ExportsAndChanges },
      { name: '0018-rectification', class: Migration0018Rectification },
      { name: '0019-free-numbers', class: Migration0019FreeNumbers },
      { name: '0020-helped-cases', class: Migration0020HelpedCases },
      { name: '0021-supervised-cases', class: Migration0021SupervisedCases },
      { name: '0022-nominations', class: Migration0022Nominations },
    ],
  })
  await migrateJobs({ databaseUrl, schema: 'case', log })
}
