import type { EntityManager } from '@mikro-orm/postgresql'
import { AuthorityReach } from '../../shared/reach/authority-reach.entity.js'
import { covers } from '../../shared/reach/reach.service.js'
import { lineOf } from '../assignment/receiving-authority.js'
import type { StoredCase } from '../loop/case.entity.js'
import { firstNotConcerned } from '../loop/standing.js'
import type { Scene } from '../loop/take-step.js'

/** Lays a case into another division; where it was, as its event tells it. */
export async function relocate({ em, stored, now }: Scene, regionPath: readonly string[]) {
  const from = { fromRegionCode: stored.regionCode, fromRegionPath: [...stored.regionPath] }
  const authorityId = await authorityAfter(em, stored, regionPath, now)
  Object.assign(stored, { regionPath: [...regionPath], regionCode: regionPath.at(-1), authorityId })
  return from
}

/**
 * Who handles it there: the department of the same level. A case that was handed to an authority elsewhere stays with
 * it, and so does one where the department there is not known yet: its own closing will move it.
 */
async function authorityAfter(
  em: EntityManager,
  stored: StoredCase,
  regionPath: readonly string[],
  now: Date,
): Promise<string> {
  const own = await em.findOne(AuthorityReach, { authorityId: stored.authorityId }, { refresh: true })
  const depth = stored.regionPath.indexOf(own?.regionCode ?? '')
  const isOfThePlace = own?.kind === 'EMERGENCY_MANAGEMENT' && depth >= 0
  if (!isOfThePlace || regionPath.includes(stored.regionPath[depth] ?? '')) return stored.authorityId
  const regionCode = regionPath[depth] ?? regionPath.at(-1)
  const next = await em.findOne(AuthorityReach, { kind: 'EMERGENCY_MANAGEMENT', regionCode, closedOn: null })
  return (next && (await nearestOf(em, stored, next.authorityId, now))) ?? stored.authorityId
}

/** The authority, or the nearest above it that the matter is not about; undefined where there is none. */
export async function nearestOf(
  em: EntityManager,
  stored: StoredCase,
  authorityId: string,
  now: Date,
): Promise<string | undefined> {
  return firstNotConcerned((await lineOf(em, authorityId, now)) ?? [], stored)
}

/** The path of what lies in a division that moved: its new place, and what was below. */
export function pathAfter(
  path: readonly string[],
  code: string,
  newPath: readonly string[],
): readonly string[] {
  return [...newPath, ...path.slice(path.indexOf(code) + 1)]
}

/**
 * The path of a successor of which only the code is told: below the same divisions as before as far as they cover it,
 * or by its digits.
 */
export function pathOfSuccessor(path: readonly string[], code: string): string[] {
  const above = path.slice(0, -1)
  if (above.every((division) => covers(division, code))) return [...above, code]
  return [...new Set(['000000', `${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])]
}
