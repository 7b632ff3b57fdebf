import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../../platform/log.js'
import type { Facts } from '../intake/report.entity.js'
import type { BlindIndex } from './blind-index.js'
import type { ContentKeys } from './content-key.service.js'
import { nothingAsked, sealContent } from './report-content.js'

type PlainRow = { id: string; region_code: string; unit_name: string; facts: Facts }

const atOnce = 100

/**
 * Seals what was stored before there were keys. A migration cannot do it: the owner of the schema holds no key.
 * The rows as they were stay in the database's files until it has vacuumed them, and in older backups.
 */
export async function sealEarlierReports(
  orm: MikroORM,
  means: { contentKeys: ContentKeys; blindIndex: BlindIndex; log: Log },
): Promise<void> {
  for (;;) {
    const sealed = await orm.em.fork().transactional((em) => sealSome(em, means))
    if (sealed === 0) return
    means.log.info({ reports: sealed }, 'sealed what was stored before there were keys')
  }
}

async function sealSome(
  em: EntityManager,
  { contentKeys, blindIndex }: { contentKeys: ContentKeys; blindIndex: BlindIndex },
): Promise<number> {
  const rows = await em.execute<PlainRow[]>(
    `SELECT id, region_code, unit_name, facts FROM report.report
     WHERE facts IS NOT NULL LIMIT ${String(atOnce)} FOR UPDATE SKIP LOCKED`,
  )
  for (const { id, region_code: regionCode, unit_name: unitName, facts } of rows) {
    const unit = { unitName, unitAliases: [], unitCreditCode: null }
    const content = { ...unit, facts, circumstances: nothingAsked }
    const sealed = sealContent(contentKeys.create(em, id), blindIndex, id, { regionCode, content })
    await em.execute(
      `UPDATE report.report SET facts = NULL, unit_name = NULL, content_version = ?, sealed_unit = ?,
         sealed_facts = ?, unit_index = ?, place_index = ? WHERE id = ?`,
      [sealed.contentVersion, sealed.sealedUnit, sealed.sealedFacts, sealed.unitIndex, sealed.placeIndex, id],
    )
  }
  await em.flush()
  return rows.length
}
