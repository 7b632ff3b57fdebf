import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { dayInChina } from '../../shared/day.js'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import { prefixOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { RegionContext } from '../context.js'
import { requireRegionCode } from '../division/region-code.js'
import { findRegion } from '../division/region.service.js'
import type { Region } from '../division/region.type.js'
import { StoredAuthority } from './authority.entity.js'
import { Authority } from './authority.type.js'

const longestText = 50

/** Null where no authority has the id, and where the text is no id. */
export async function findAuthority({ authorities }: RegionContext, id: string): Promise<Authority | null> {
  if (!isUuid(id)) return null
  const stored = await authorities.byId.load(id.toLowerCase())
  return stored && new Authority(stored)
}

/** The authority it answers to; none above the ministry. */
export async function parentOfAuthority(
  context: RegionContext,
  { stored }: Authority,
): Promise<Authority | null> {
  return stored.parentAuthorityId ? findAuthority(context, stored.parentAuthorityId) : null
}

/** Who re-examines its conclusions: the authority above, unless another one is named. */
export async function objectionAuthorityOf(
  context: RegionContext,
  authority: Authority,
): Promise<Authority | null> {
  const { objectionAuthorityId } = authority.stored
  return objectionAuthorityId
    ? findAuthority(context, objectionAuthorityId)
    : parentOfAuthority(context, authority)
}

/** Where it sits; null where the division has been abolished since, and for 兵团. */
export function regionOfAuthority({ divisions }: RegionContext, { stored }: Authority): Region | null {
  return stored.regionCode == null ? null : findRegion(divisions(), stored.regionCode)
}

export type AuthorityFilter = {
  regionCode?: string | null | undefined
  kind?: AuthorityKind | null | undefined
  text?: string | null | undefined
  first: number
  after?: string | null | undefined
}

/**
 * A page of the authorities in force, by place; those that sit in none come first.
 *
 * @throws AndonError BAD_USER_INPUT naming the argument
 */
export async function pageOfAuthorities(
  { em }: RegionContext,
  filter: AuthorityFilter,
): Promise<Connection<Authority>> {
  const request = readPageRequest(filter.first, filter.after)
  const conditions = readFilter(filter)
  if (request.afterId !== undefined) conditions.push(await afterAuthority(em, request.afterId))
  const rows = await em.find(
    StoredAuthority,
    { $and: conditions },
    { orderBy: { regionCode: 'asc nulls first', id: 'asc' }, limit: request.first + 1 },
  )
  return toConnection(
    rows.map((row) => new Authority(row)),
    request,
  )
}

function readFilter({ regionCode, kind, text }: AuthorityFilter): FilterQuery<StoredAuthority>[] {
  const conditions: FilterQuery<StoredAuthority>[] = [inForce()]
  if (regionCode != null)
    conditions.push({ regionCode: { $like: `${prefixOf(requireRegionCode(regionCode, 'regionCode'))}%` } })
  if (kind != null) conditions.push({ kind })
  if (text != null && text.trim() !== '') conditions.push({ name: { $like: `%${requireText(text)}%` } })
  return conditions
}

/** Neither closed nor to be taken for closed on a day that has not come. */
export function inForce(): FilterQuery<StoredAuthority> {
  return { $or: [{ closedOn: null }, { closedOn: { $gt: dayInChina() } }] }
}

function requireText(text: string): string {
  if (text.length <= longestText) return text.trim().replace(/[%_\\]/g, '\\$&')
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `搜索内容不能超过 ${String(longestText)} 个字。`,
      en: `The text may have at most ${String(longestText)} characters.`,
    },
    { inputPath: 'text' },
  )
}

export async function afterAuthority(
  em: EntityManager,
  lastId: string,
): Promise<FilterQuery<StoredAuthority>> {
  const last = await em.findOne(StoredAuthority, { id: lastId })
  if (last === null) throw unknownCursor()
  const { regionCode, id } = last
  if (regionCode == null)
    return { $or: [{ regionCode: null, id: { $gt: id } }, { regionCode: { $ne: null } }] }
  return { $or: [{ regionCode: { $gt: regionCode } }, { regionCode, id: { $gt: id } }] }
}
