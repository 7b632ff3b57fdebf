import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { isUuid } from '../../shared/uuid.js'
import { recordChanges } from '../audit/audit.service.js'
import type { RegionContext } from '../context.js'
import { StoredAuthority } from './authority.entity.js'
import type { DutyShiftInput } from './authority.input.js'
import { Authority, type DutyShift } from './authority.type.js'
import { StoredDutyShift } from './duty-shift.entity.js'
import { noSuchAuthority } from './management.service.js'
import { requireManager, requireWithin } from './management-reach.js'

const mostShifts = 1_000

/**
 * The shifts that have not ended, for staff of the authority itself: who sits where at night is nobody else's
 * business, the manager who enters it included. Null for everybody else.
 */
export async function dutyRosterOf(
  { em, viewer }: RegionContext,
  { stored }: Authority,
): Promise<DutyShift[] | null> {
  if (viewer.kind !== 'STAFF' || viewer.authorityId !== stored.id) return null
  return em.find(
    StoredDutyShift,
    { authorityId: stored.id, endsAt: { $gt: new Date() } },
    { orderBy: { startsAt: 'asc', id: 'asc' }, limit: mostShifts },
  )
}

/**
 * Puts shifts in the place of all that have not ended yet.
 *
 * @throws AndonError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function setDutyRoster(
  context: RegionContext,
  authorityId: string,
  shifts: readonly DutyShiftInput[],
): Promise<Authority> {
  const reach = await requireManager(context)
  refuseUnfit(shifts)
  const authority = await context.em.transactional(async (em) => {
    const known = isUuid(authorityId) ? await em.findOne(StoredAuthority, { id: authorityId }) : null
    if (known === null) throw noSuchAuthority('authorityId')
    requireWithin(reach, known.regionCode ?? null)
    const before = await em.find(StoredDutyShift, { authorityId, endsAt: { $gt: new Date() } })
    for (const shift of before) em.remove(shift)
    for (const { subject, startsAt, endsAt } of shifts)
      em.create(
        StoredDutyShift,
        { id: randomUUID(), authorityId, subject: subject.trim(), startsAt, endsAt },
        { persist: true },
      )
    await em.flush()
    await recordChanges(em, reach.staff.subject, [
      {
        thing: 'DUTY_ROSTER',
        thingId: known.id,
        action: 'CHANGED',
        before: { shifts: before.map(spell) },
        after: { shifts: shifts.map(spell) },
      },
    ])
    return known
  })
  return new Authority(authority)
}

function spell({ subject, startsAt, endsAt }: DutyShift): object {
  return { subject, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
}

function refuseUnfit(shifts: readonly DutyShiftInput[]): void {
  if (shifts.length > mostShifts)
    throw refused(
      'shifts',
      `值班安排不能超过 ${String(mostShifts)} 段。`,
      `At most ${String(mostShifts)} shifts.`,
    )
  for (const [index, { subject, startsAt, endsAt }] of shifts.entries()) {
    const at = `shifts.${String(index)}`
    if (subject.trim() === '' || subject.length > 200)
      throw refused(`${at}.subject`, '请填写值班人员账号。', 'Name the member of staff.')
    if (startsAt >= endsAt)
      throw refused(`${at}.endsAt`, '值班结束应晚于开始。', 'A shift ends after it begins.')
  }
}

function refused(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
