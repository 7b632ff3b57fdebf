import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Decision, MapChangePlan } from './map-change.rules.js'

const StoredMapChangeSchema = defineEntity({
  name: 'StoredMapChange',
  tableName: 'map_change',
  properties: {
    id: p.uuid().primary(),
    /** Of the edition it was compared with: of another one it says nothing. */
    baseChecksum: p.string().length(64),
    effectiveOn: p.string().length(10),
    source: p.string().length(200),
    plan: p.json<MapChangePlan>(),
    authoritiesAffected: p.integer(),
    previewedBy: p.string().length(200),
    previewedAt: p.datetime(),
    decisions: p.json<readonly Decision[]>().nullable(),
    appliedBy: p.string().length(200).nullable(),
    /** Null until it is applied; then the row is the record of who changed the map, when and how. */
    appliedAt: p.datetime().nullable(),
  },
})

/** A list staff brought in, what it would change, and whether it did. */
export class StoredMapChange extends StoredMapChangeSchema.class {}
StoredMapChangeSchema.setClass(StoredMapChange)
