import { isCountedTerm, type CountedTerm } from '../../shared/dictionary/loop.js'
import type { Move } from '../loop/moves.js'
import type { StoredProceeding } from '../loop/proceeding.entity.js'
import { deadlineKinds, type DeadlineKind } from '../loop/table/deadline-kinds.js'
import type { Scene } from '../loop/take-step.js'
import { endDeadlines, openDeadline, type Bearer } from './deadline.service.js'

/** Last days that a step sets itself, such as that of a supervision order. */
export type DueOn = Partial<Record<DeadlineKind, string>>

/** How terms of the authority that a step has met are told. */
export type DeadlinesMet = { deadlineId: string; kind: CountedTerm; inTime: boolean }[]

/**
 * Ends and starts the terms a move of the table ends and starts; a part of every step.
 *
 * @returns what its event tells of those it has met
 */
export async function moveDeadlines(
  { em, stored, now }: Scene,
  { meets = [], cancels = [], opens = [] }: Move,
  {
    moved,
    begun,
    dueOn,
  }: { moved: readonly StoredProceeding[]; begun: readonly StoredProceeding[]; dueOn: DueOn },
): Promise<DeadlinesMet> {
  const bearers = moved.map(toBearer)
  const met = await endDeadlines(em, stored.id, { kinds: meets, moved: bearers, as: 'metAt', at: now })
  await endDeadlines(em, stored.id, { kinds: cancels, moved: bearers, as: 'cancelledAt', at: now })
  // One that ends and begins again in the same step must be seen as ended.
  if (opens.some((kind) => cancels.includes(kind))) await em.flush()
  for (const kind of opens) {
    const { of } = deadlineKinds[kind]
    const term = { kind, at: now, dueOn: dueOn[kind] }
    if (of === 'CASE') await openDeadline(em, stored, term)
    else
      for (const proceeding of [...moved, ...begun].filter(({ machine }) => machine === of))
        await openDeadline(em, stored, { ...term, bearer: toBearer(proceeding) })
  }
  return met.flatMap(({ id, kind: of, dueAt }) =>
    isCountedTerm(of) ? [{ deadlineId: id, kind: of, inTime: now <= dueAt }] : [],
  )
}

function toBearer({ id, reportId }: StoredProceeding): Bearer {
  return { proceedingId: id, reportId: reportId ?? null }
}
