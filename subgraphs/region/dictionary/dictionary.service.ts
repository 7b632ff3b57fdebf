import type { EntityManager } from '@mikro-orm/postgresql'
import type { Day } from '../../shared/day.js'
import { StoredDictionary } from './dictionary.entity.js'
import type { DictionaryName } from './dictionary.js'
import { dictionaryEditions } from './editions.js'

/**
 * Stores editions that are not stored yet.
 *
 * @param em of the owner role
 * @throws Error where a stored edition was changed in the code: what was decided by it would change its meaning
 */
export async function seedDictionaries(em: EntityManager): Promise<void> {
  const stored = await em.find(StoredDictionary, {})
  const known = new Map(stored.map((edition) => [`${edition.name} ${String(edition.version)}`, edition]))
  for (const { name, version, validFrom, items } of dictionaryEditions) {
    const before = known.get(`${name} ${String(version)}`)
    if (before === undefined) {
      em.persist(em.create(StoredDictionary, { name, version, validFrom, items: [...items] }))
    } else if (fingerprint(before.items) !== fingerprint(items) || before.validFrom !== validFrom) {
      throw new Error(`dictionary ${name} ${String(version)} was changed: make it a new version`)
    }
  }
  await em.flush()
}

/** The database orders keys in its own way. */
function fingerprint(items: readonly object[]): string {
  return JSON.stringify(items, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** The edition of each dictionary in force on a day; a dictionary younger than the day is not among them. */
export async function dictionariesOn(
  em: EntityManager,
  day: Day,
  name?: DictionaryName,
): Promise<StoredDictionary[]> {
  const editions = await em.find(
    StoredDictionary,
    { validFrom: { $lte: day }, ...(name === undefined ? {} : { name }) },
    { orderBy: { name: 'asc', version: 'asc' } },
  )
  return [...new Map(editions.map((edition) => [edition.name, edition])).values()]
}
