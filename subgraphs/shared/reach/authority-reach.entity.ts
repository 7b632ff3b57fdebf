import { defineEntity, p } from '@mikro-orm/postgresql'

const AuthorityReachSchema = defineEntity({
  name: 'AuthorityReach',
  tableName: 'authority_reach',
  properties: {
    authorityId: p.uuid().primary(),
    regionCode: p.string().length(9),
    level: p.string().length(16),
    parentAuthorityId: p.uuid().nullable(),
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
