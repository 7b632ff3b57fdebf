import type { Core } from '@strapi/strapi'
import type { VersionedTextType } from '../publication/governed-types'

/** A policy is rich text and is read elsewhere. */
type ClausedType = Exclude<VersionedTextType, 'api::policy.policy'>
export type VersionedText = {
  kind?: string
  version: number
  title: string
  preface: string | null
  highlighted?: boolean
  clauses: { number: string; title: string | null; text: string }[]
  publishedAt: Date
}

/**
 * Reads published versions; the current one is the greatest. A published version never changes, so what was read
 * once is kept; which one is current is asked every time.
 */
export function createVersionedTexts(strapi: Core.Strapi) {
  const kept = new Map<string, VersionedText>()
  return async (
    uid: ClausedType,
    asked: number | null | undefined,
    only: { kind?: string; disclosure?: 'ACTIVE' } = {},
  ): Promise<VersionedText | null> => {
    const query = strapi.db.query(uid)
    const published = { ...only, publishedAt: { $notNull: true } }
    const version = asked ?? (await currentVersion(query, published))
    if (version === undefined) return null
    const key = `${uid} ${only.kind ?? ''} ${String(version)}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const row = (await query.findOne({
      where: { ...published, version },
      populate: ['clauses'],
    })) as (Omit<VersionedText, 'publishedAt'> & { publishedAt: string | Date }) | null
    if (row === null) return null
    const text = { ...row, publishedAt: new Date(row.publishedAt) }
    kept.set(key, text)
    return text
  }
}

async function currentVersion(
  query: ReturnType<Core.Strapi['db']['query']>,
  published: Record<string, unknown>,
): Promise<number | undefined> {
  const row = (await query.findOne({
    where: published,
    select: ['version'],
    orderBy: { version: 'desc' },
  })) as {
    version: number
  } | null
  return row?.version
}
