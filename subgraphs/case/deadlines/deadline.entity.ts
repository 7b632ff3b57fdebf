import { defineEntity, p } from '@mikro-orm/postgresql'
import type { DeadlineKind } from '../loop/table/deadline-kinds.js'

const StoredDeadlineSchema = defineEntity({
  name: 'StoredDeadline',
  tableName: 'deadline',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    kind: p.string().length(24).$type<DeadlineKind>(),
    proceedingId: p.uuid().nullable(),
    reportId: p.uuid().nullable(),
    startedAt: p.datetime(),
    dueAt: p.datetime(),
    ruleId: p.uuid(),
    /** The day was set by whoever ordered it, not reckoned by the rule. */
    given: p.boolean().default(false),
    /** Reckoned beyond the published calendar; it will be reckoned anew. */
    provisional: p.boolean().default(false),
    remindAt: p.datetime().nullable(),
    remindedAt: p.datetime().nullable(),
    /** It was missed, and whoever stands above was told. */
    escalatedAt: p.datetime().nullable(),
    metAt: p.datetime().nullable(),
    cancelledAt: p.datetime().nullable(),
    /** A term of the reporter or of the law that came to its end. */
    lapsedAt: p.datetime().nullable(),
  },
})

/** A term that runs, or ran, for a case or what runs beside it. */
export class StoredDeadline extends StoredDeadlineSchema.class {}
StoredDeadlineSchema.setClass(StoredDeadline)

/** What still runs. */
export const running = { metAt: null, cancelledAt: null, lapsedAt: null } as const
