import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql'
import type { BlindIndex } from './blind-index.js'

const UnitAliasSchema = defineEntity({
  name: 'UnitAlias',
  tableName: 'unit_alias',
  properties: {
    reportId: p.uuid().primary(),
    nameIndex: p.blob().primary(),
  },
})

/** Another name of the reported unit, as a keyed hash: who searches for it finds the report too. */
export class UnitAlias extends UnitAliasSchema.class {}
UnitAliasSchema.setClass(UnitAlias)

export function storeAliases(
  em: EntityManager,
  reportId: string,
  { unitAliases, blindIndex }: { unitAliases: readonly string[]; blindIndex: BlindIndex },
): void {
  const indexes = unitAliases.flatMap((alias) => blindIndex('unit name', alias) ?? [])
  const distinct = new Map(indexes.map((index) => [index.toString('hex'), index]))
  for (const nameIndex of distinct.values()) em.create(UnitAlias, { reportId, nameIndex })
}
