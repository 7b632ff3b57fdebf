import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { StoredDeadline } from '../deadlines/deadline.entity.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { StoredObjection } from './objection.entity.js'
import { ObjectionState, type Objection } from './objection.type.js'

export type ObjectionLoaders = {
  /** Of reports; whoever loads has looked whether the viewer may read it. */
  ofReport: DataLoader<string, Objection[]>
  /** Of cases the viewer may see. */
  ofCase: DataLoader<string, Objection[]>
}

export function createObjectionLoaders(reader: TextReader): ObjectionLoaders {
  const load = async (by: 'reportId' | 'caseId', ids: readonly string[]) => {
    const order = { orderBy: { raisedAt: 'asc', id: 'asc' } } as const
    const stored = await reader.em.find(StoredObjection, { [by]: [...ids] }, order)
    const shown = await toObjections(reader, stored)
    const grouped = Map.groupBy(stored, (one) => one[by])
    return ids.map((id) => (grouped.get(id) ?? []).flatMap((one) => shown.get(one.id) ?? []))
  }
  return {
    ofReport: new DataLoader((ids: readonly string[]) => load('reportId', ids)),
    ofCase: new DataLoader(async (ids: readonly string[]) =>
      isStaffWho(reader.viewer, 'READ_CASES') ? load('caseId', ids) : ids.map(() => []),
    ),
  }
}

async function toObjections(
  reader: TextReader,
  stored: readonly StoredObjection[],
): Promise<Map<string, Objection>> {
  const { states, dueAt } = await standOf(
    reader.em,
    stored.map(({ id }) => id),
  )
  const words = await openLooks(reader, stored.flatMap(sealedOf))
  return new Map(
    stored.map((one) => [
      one.id,
      {
        id: one.id,
        state: ObjectionState[(states.get(one.id) ?? 'RAISED') as keyof typeof ObjectionState],
        late: one.late,
        reason: words(one.id, 'sealed_reason'),
        raisedAt: one.raisedAt,
        dueAt: dueAt.get(one.id) ?? null,
        decision: one.decision ?? null,
        answer: words(one.id, 'sealed_answer'),
        answeredByAuthorityId: one.answeredByAuthorityId ?? null,
        answeredAt: one.answeredAt ?? null,
      },
    ]),
  )
}

async function standOf(em: EntityManager, id: string[]) {
  const proceedings = await em.find(StoredProceeding, { id })
  const terms = await em.find(StoredDeadline, { kind: 'REEXAMINATION', proceedingId: id })
  return {
    states: new Map(proceedings.map((one) => [one.id, one.state])),
    dueAt: new Map(terms.map((term) => [term.proceedingId, term.dueAt])),
  }
}

function sealedOf({ id, caseId, sealedReason, sealedAnswer }: StoredObjection) {
  const reason = { caseId, place: placeOf(id, 'sealed_reason'), sealed: sealedReason }
  if (sealedAnswer == null) return [reason]
  return [reason, { caseId, place: placeOf(id, 'sealed_answer'), sealed: sealedAnswer }]
}

export function placeOf(rowId: string, field: 'sealed_reason' | 'sealed_answer') {
  return { table: 'objection', rowId, field }
}
