import { defineEntity, p } from '@mikro-orm/postgresql'

const ProgressStepSchema = defineEntity({
  name: 'ProgressStep',
  tableName: 'progress_step',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    state: p.string().length(32).$type<string>(),
    at: p.datetime(),
    /** The event that brought the step; a step of one event stands once. */
    eventId: p.uuid().nullable(),
  },
})

/** A step of a report that its reporter may see: requirement C10. */
export class ProgressStep extends ProgressStepSchema.class {}
ProgressStepSchema.setClass(ProgressStep)
