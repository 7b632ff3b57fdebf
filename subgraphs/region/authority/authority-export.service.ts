import type { FilterQuery } from '@mikro-orm/postgresql'
import { writeCsvLine } from '../../shared/csv/csv.js'
import type { CsvPart } from '../../shared/csv/import-result.type.js'
import { readPageRequest, toConnection } from '../../shared/connection/connection.js'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import { prefixOf } from '../../shared/reach/reach.service.js'
import type { RegionContext } from '../context.js'
import { requireRegionCode } from '../division/region-code.js'
import { allColumns, kindLabels, levelLabels } from './authority-columns.js'
import { contactKinds, StoredAuthority } from './authority.entity.js'
import { afterAuthority } from './authority.service.js'
import { requireManager, requireWithin } from './management-reach.js'

/** Rows of a part: a few hundred kilobytes, whatever the file grows to. */
const partLength = 1_000

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
export async function exportAuthorities(
  context: RegionContext,
  asked: { regionCode?: string | null; kind?: AuthorityKind | null; after?: string | null },
): Promise<CsvPart> {
  const reach = await requireManager(context)
  const regionCode = requireRegionCode(asked.regionCode ?? '000000', 'regionCode')
  requireWithin(reach, regionCode)
  const { afterId } = readPageRequest(1, asked.after)
  const conditions: FilterQuery<StoredAuthority>[] = [{ closedOn: null }]
  if (regionCode !== '000000') conditions.push({ regionCode: { $like: `${prefixOf(regionCode)}%` } })
  if (asked.kind != null) conditions.push({ kind: asked.kind })
  if (afterId !== undefined) conditions.push(await afterAuthority(context.em, afterId))
  const rows = await context.em.find(
    StoredAuthority,
    { $and: conditions },
    { orderBy: { regionCode: 'asc nulls first', id: 'asc' }, limit: partLength + 1 },
  )
  const { nodes, pageInfo } = toConnection(rows, { first: partLength, afterId })
  const lines = await Promise.all(nodes.map((row) => toLine(context, row)))
  const header = afterId === undefined ? writeCsvLine(allColumns) : ''
  return { text: header + lines.join(''), next: pageInfo.hasNextPage ? pageInfo.endCursor : null }
}

async function toLine(context: RegionContext, stored: StoredAuthority): Promise<string> {
  const { id, kind, name, level, regionCode, toConfirm, contacts } = stored
  const [parent, objection] = await Promise.all(
    [stored.parentAuthorityId, stored.objectionAuthorityId].map((other) => refer(context, other)),
  )
  const byKind = contactKinds.map((contact) =>
    contacts
      .filter((candidate) => candidate.kind === contact)
      .map(({ value }) => value)
      .join('；'),
  )
  return writeCsvLine([
    ...[id, kindLabels[kind], name, levelLabels[level], regionCode ?? '', parent ?? '', objection ?? ''],
    ...[toConfirm ? '是' : '否', ...byKind],
  ])
}

/** The name, by which people know it; the id where the name may be somebody else's by now. */
async function refer({ authorities }: RegionContext, id: string | null | undefined): Promise<string> {
  if (id == null) return ''
  const other = await authorities.byId.load(id)
  return other === null || other.closedOn != null ? id : other.name
}
