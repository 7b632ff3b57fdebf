import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Machine } from './table/machines.js'

const StoredProceedingSchema = defineEntity({
  name: 'StoredProceeding',
  tableName: 'proceeding',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    machine: p.string().length(24).$type<Machine>(),
    /** One of the states of its machine; NONE only while the step that begins it is being taken. */
    state: p.string().length(24).$type<string>(),
    /** Of those that run for each report. */
    reportId: p.uuid().nullable(),
    begunAt: p.datetime(),
    changedAt: p.datetime(),
  },
})

/**
 * What runs beside the main state of a case: a supervision order, the feedback for a report, the reward. Where it
 * stands is kept here, in one form for all; what was ordered, answered or paid is kept in the room it belongs to.
 */
export class StoredProceeding extends StoredProceedingSchema.class {}
StoredProceedingSchema.setClass(StoredProceeding)

/** Where it stands, as the table asks for it. */
export function toPositioned({ id, machine, state, reportId }: StoredProceeding) {
  return { id, machine, state, reportId: reportId ?? null }
}
