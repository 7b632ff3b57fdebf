import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MatterType } from '../../shared/dictionary/matter.js'
import type { CaseState } from './case-state.js'

const StoredCaseSchema = defineEntity({
  name: 'StoredCase',
  tableName: 'case',
  properties: {
    id: p.uuid().primary(),
    state: p.string().length(32).$type<CaseState>(),
    regionCode: p.string().length(9),
    regionPath: p.array(),
    authorityId: p.uuid(),
    /** Authorities the matter is about: hidden from them and all below them. */
    excludedAuthorityIds: p.array().columnType('uuid[]').default([]),
    matterTypes: p.array().$type<MatterType[]>(),
    industryCode: p.string().length(32),
    openedAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
    /** Subject of the officer who accepted. */
    acceptedBy: p.string().length(200).nullable(),
    /** Two officers, one wins, the other is told. */
    version: p.integer().version(),
  },
})

export class StoredCase extends StoredCaseSchema.class {}
StoredCaseSchema.setClass(StoredCase)
