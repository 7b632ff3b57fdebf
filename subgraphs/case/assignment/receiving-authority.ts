import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { dayInChina } from '../../shared/day.js'
import { AuthorityReach } from '../../shared/reach/authority-reach.entity.js'
import { isUuid } from '../../shared/uuid.js'
import type { StoredCase } from '../loop/case.entity.js'
import { authoritiesAbove, firstNotConcerned } from '../loop/standing.js'

/** An authority with those above it, the nearest first; null where it is unknown, or closed by that day. */
export async function lineOf(em: EntityManager, authorityId: string, at: Date): Promise<string[] | null> {
  const known = isUuid(authorityId) ? await em.findOne(AuthorityReach, { authorityId }) : null
  if (known === null || (known.closedOn != null && known.closedOn <= dayInChina(at))) return null
  const above = await authoritiesAbove(em, [authorityId])
  return [authorityId, ...(above.get(authorityId) ?? [])]
}

/**
 * The line of an authority that may be given the case: it is open, and the matter is about neither it nor one above.
 *
 * @param inputPath where its id stands
 * @throws AndonError BAD_USER_INPUT
 */
export async function requireReceiver(
  em: EntityManager,
  stored: StoredCase,
  { authorityId, at, inputPath }: { authorityId: string | null; at: Date; inputPath: string },
): Promise<string[]> {
  const line = authorityId === null ? null : await lineOf(em, authorityId, at)
  if (line === null)
    throw new AndonError(
      'BAD_USER_INPUT',
      { zh: '没有这个机关，或已撤销。', en: 'There is no such authority, or it is closed.' },
      { inputPath },
    )
  if (firstNotConcerned(line, stored) !== authorityId)
    throw new AndonError(
      'BAD_USER_INPUT',
      {
        zh: '举报涉及该机关或其上级，不能由其办理。',
        en: 'The matter is about this authority or one above it.',
      },
      { inputPath },
    )
  return line
}
