import type { EntityManager } from '@mikro-orm/postgresql'
import type { RuleRecord } from './rule-index.js'

/** Stores first rules that are not stored yet; one that staff have ended stays ended. */
export async function storeFirstRules(em: EntityManager, rules: readonly RuleRecord[]): Promise<void> {
  await em.execute(
    `INSERT INTO region.jurisdiction_rule (id, authority_id, region_code, includes_below, industry_code, matter_type,
       accident_level, valid_from, valid_to, legal_basis, to_confirm)
     SELECT "id", "authorityId", "regionCode", "includesBelow", "industryCode", "matterType", "accidentLevel",
       "validFrom", "validTo", "legalBasis", "toConfirm"
     FROM jsonb_to_recordset(?::jsonb) AS row ("id" uuid, "authorityId" uuid, "regionCode" text,
       "includesBelow" boolean, "industryCode" text, "matterType" text, "accidentLevel" text, "validFrom" date,
       "validTo" date, "legalBasis" text, "toConfirm" boolean)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rules)],
  )
}
