import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import type { AuthorityLevel } from './emergency-departments.js'

export const contactKinds = ['HOTLINE', 'OFFICE_PHONE', 'FAX', 'EMAIL', 'ADDRESS', 'WEBSITE'] as const
export type ContactKind = (typeof contactKinds)[number]

/** How the public reaches an authority. */
export type Contact = { kind: ContactKind; value: string }

const StoredAuthoritySchema = defineEntity({
  name: 'StoredAuthority',
  tableName: 'authority',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().length(24).$type<AuthorityKind>(),
    name: p.string().length(100),
    level: p.string().length(16).$type<AuthorityLevel>(),
    /** Null for 兵团, whose places have divisions only in part. */
    regionCode: p.string().length(9).nullable(),
    /** The authority above, for supervision 督办. */
    parentAuthorityId: p.uuid().nullable(),
    /** Who re-examines its conclusions; null where that is the authority above. */
    objectionAuthorityId: p.uuid().nullable(),
    contacts: p.json<Contact[]>(),
    /** Named from general knowledge: somebody has yet to compare it with an official list. */
    toConfirm: p.boolean(),
    /** The first day on which it answers for nothing any more. */
    closedOn: p.date().nullable(),
    successorAuthorityId: p.uuid().nullable(),
    version: p.integer().version(),
  },
})

export class StoredAuthority extends StoredAuthoritySchema.class {}
StoredAuthoritySchema.setClass(StoredAuthority)

/** An authority as it stands, without what the mapper needs to write it. */
export type KnownAuthority = Pick<
  StoredAuthority,
  | 'id'
  | 'kind'
  | 'name'
  | 'level'
  | 'regionCode'
  | 'parentAuthorityId'
  | 'objectionAuthorityId'
  | 'contacts'
  | 'toConfirm'
  | 'closedOn'
  | 'successorAuthorityId'
  | 'version'
>
