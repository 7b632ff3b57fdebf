import type { Core, UID } from '@strapi/strapi'
import type { Ability } from '../desk-routes/admin-route'
import { mayDoAtAll, readFilterOf } from '../desk-routes/document-access'
import { forms } from '../desk/forms'
import { contentTypes, placementType } from '../publication/governed-types'

export type Published = { uid: string; documentId: string; title: string | null; at: string }

const soonMs = 14 * 24 * 3_600_000

/** What was published last. Boards at gates come by hundreds and would push everything else out. */
export function latestFor(strapi: Core.Strapi, ability: Ability, count: number): Promise<Published[]> {
  const types = contentTypes.filter((uid) => uid !== placementType)
  return collect(strapi, ability, { types, field: 'publishedAt', order: 'desc', count, where: {} })
}

/** What nobody will see any more within a fortnight. */
export function expiringFor(strapi: Core.Strapi, ability: Ability, count: number): Promise<Published[]> {
  const types = contentTypes.filter((uid) => 'expiresAt' in strapi.contentType(uid).attributes)
  const now = Date.now()
  const where = { expiresAt: { $gt: new Date(now), $lt: new Date(now + soonMs) } }
  return collect(strapi, ability, { types, field: 'expiresAt', order: 'asc', count, where })
}

type Wish = {
  types: readonly UID.ContentType[]
  field: 'publishedAt' | 'expiresAt'
  order: 'asc' | 'desc'
  count: number
  where: object
}

async function collect(strapi: Core.Strapi, ability: Ability, wish: Wish): Promise<Published[]> {
  const { field, order, count } = wish
  const found: Published[] = []
  for (const uid of wish.types) {
    if (!mayDoAtAll(ability, 'read', uid)) continue
    const title = forms[uid]?.title ?? 'documentId'
    const rows = (await strapi.db.query(uid).findMany({
      select: ['documentId', title, field],
      where: {
        $and: [{ publishedAt: { $notNull: true } }, wish.where, readFilterOf(strapi, ability, uid) ?? {}],
      },
      orderBy: { [field]: order },
      limit: count,
    })) as Record<string, string>[]
    for (const row of rows)
      found.push({
        uid,
        documentId: String(row['documentId']),
        title: row[title] ?? null,
        at: new Date(String(row[field])).toISOString(),
      })
  }
  const sign = order === 'asc' ? 1 : -1
  return found.sort((a, b) => sign * a.at.localeCompare(b.at)).slice(0, count)
}
