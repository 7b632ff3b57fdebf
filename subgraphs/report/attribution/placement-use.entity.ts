import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql'

const PlacementUseSchema = defineEntity({
  name: 'PlacementUse',
  tableName: 'placement_use',
  properties: {
    code: p.string().length(11).primary(),
    /** In China, such as 2026-03. */
    month: p.string().length(7).primary(),
    reports: p.integer(),
  },
})

/**
 * How many reports began at a sign, by month. The code stands beside no report, not even sealed: the sign at the gate
 * of a factory, in the report of one of its hundred employees, would be half a name (G04).
 */
export class PlacementUse extends PlacementUseSchema.class {
  declare [PrimaryKeyProp]?: ['code', 'month']
}
PlacementUseSchema.setClass(PlacementUse)
