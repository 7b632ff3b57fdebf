import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AccidentLevel } from '../../shared/dictionary/matter.js'
import type { NoAuthorityReason } from './located.type.js'

const StoredGapSchema = defineEntity({
  name: 'StoredGap',
  tableName: 'jurisdiction_gap',
  properties: {
    id: p.uuid().primary(),
    regionCode: p.string().length(9),
    /** Empty for none, as the three below: a unique index takes no null for equal to another. */
    industryCode: p.string().length(32),
    /** Codes in order, with blanks between them. */
    matterTypes: p.text(),
    accidentLevel: p.string().length(16).$type<AccidentLevel | ''>(),
    againstAuthorityId: p.string().length(36),
    reason: p.string().length(32).$type<NoAuthorityReason>(),
    askedCount: p.integer(),
    firstAskedAt: p.datetime(),
    lastAskedAt: p.datetime(),
    fixedAt: p.datetime().nullable(),
  },
})

/** A question nobody answered for. */
export class StoredGap extends StoredGapSchema.class {}
StoredGapSchema.setClass(StoredGap)
