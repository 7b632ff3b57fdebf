import { defineEntity, p } from '@mikro-orm/postgresql'

/** Each case is counted in one of these. */
export type Standing = 'screening' | 'accepted' | 'setAside'

const CaseStandingSchema = defineEntity({
  name: 'CaseStanding',
  tableName: 'case_standing',
  properties: {
    caseId: p.uuid().primary(),
    state: p.string().length(32).$type<Standing>(),
    regionPath: p.array(),
  },
})

/** Where each case stands in the counters, so that a step can take it out of one and put it into the next. */
export class CaseStanding extends CaseStandingSchema.class {}
CaseStandingSchema.setClass(CaseStanding)

const RegionCountSchema = defineEntity({
  name: 'RegionCount',
  tableName: 'region_count',
  properties: {
    regionCode: p.string().length(9).primary(),
    reports: p.bigint('number'),
    referrals: p.bigint('number'),
    screening: p.bigint('number'),
    accepted: p.bigint('number'),
    setAside: p.bigint('number'),
    /** Grows with every change of the row. */
    version: p.bigint('bigint'),
    changedAt: p.datetime(),
  },
})

/** Counts of a region with everything below it rolled up: a query reads one row, however many cases there are. */
export class RegionCount extends RegionCountSchema.class {}
RegionCountSchema.setClass(RegionCount)
