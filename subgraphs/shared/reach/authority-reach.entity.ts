import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AuthorityKind } from '../dictionary/authority.js'

const AuthorityReachSchema = defineEntity({
  name: 'AuthorityReach',
  tableName: 'authority_reach',
  properties: {
    authorityId: p.uuid().primary(),
    kind: p.string().length(24).$type<AuthorityKind>().default('EMERGENCY_MANAGEMENT'),
    regionCode: p.string().length(9).nullable(),
    level: p.string().length(16),
    parentAuthorityId: p.uuid().nullable(),
    /** The first day on which it reaches nothing any more. */
    closedOn: p.date().nullable(),
  },
})

/** The authority tree as region's events tell it: what a subgraph needs to know how far a viewer may look. */
export class AuthorityReach extends AuthorityReachSchema.class {}
AuthorityReachSchema.setClass(AuthorityReach)

/** The table, for the first migration of a subgraph that authorises staff. */
export function authorityReachMigration(schema: string): string {
  return `
    CREATE TABLE "${schema}".authority_reach (
      authority_id uuid PRIMARY KEY,
      region_code varchar(9) NOT NULL,
      level varchar(16) NOT NULL,
      parent_authority_id uuid
    );`
}

/** Authorities without a division, and those that are closed: for a second migration. */
export function authorityKindsMigration(schema: string): string {
  return `
    ALTER TABLE "${schema}".authority_reach
      ALTER COLUMN region_code DROP NOT NULL,
      ADD COLUMN kind varchar(24) NOT NULL DEFAULT 'EMERGENCY_MANAGEMENT',
      ADD COLUMN closed_on date;
    CREATE INDEX authority_reach_parent ON "${schema}".authority_reach (parent_authority_id);`
}
