import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredHazardCriterionSchema = defineEntity({
  name: 'StoredHazardCriterion',
  tableName: 'hazard_criterion',
  properties: {
    id: p.uuid().primary(),
    /** The sector it is for; null for all. */
    industryCode: p.string().length(32).nullable(),
    /** What it makes of a hazard: sectors differ, so no closed list. */
    level: p.string().length(32),
    levelName: p.string().length(40),
    document: p.string().length(200),
    item: p.string().length(40),
    text: p.text(),
    legalReference: p.string().length(300),
    /** First and last day, in China, on which it is in force. */
    effectiveFrom: p.date(),
    effectiveUntil: p.date().nullable(),
    /** Whether the text was compared with its source. */
    confirmed: p.boolean(),
  },
})

/** One item of a sector's criteria of major hazards, in one version. */
export class StoredHazardCriterion extends StoredHazardCriterionSchema.class {}
StoredHazardCriterionSchema.setClass(StoredHazardCriterion)

const StoredHazardFindingSchema = defineEntity({
  name: 'StoredHazardFinding',
  tableName: 'hazard_finding',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    criterionId: p.uuid(),
    sealedReason: p.blob(),
    setBy: p.string().length(200),
    setAt: p.datetime(),
  },
})

/** An officer found that a hazard meets a criterion; what the reporter called it is a suspicion. */
export class StoredHazardFinding extends StoredHazardFindingSchema.class {}
StoredHazardFindingSchema.setClass(StoredHazardFinding)
