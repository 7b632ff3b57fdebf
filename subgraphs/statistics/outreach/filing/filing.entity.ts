import { defineEntity, p } from '@mikro-orm/postgresql'
import type { FilingState, FilingStep } from './filing-table.js'

export const filingKinds = ['SUMMARY', 'WORK_REPORT'] as const
export type FilingKind = (typeof filingKinds)[number]

/** The filing of an authority below, as it was added up. */
export type Included = { authorityId: string; filingId: string; edition: number }

const StoredFilingSchema = defineEntity({
  name: 'StoredFiling',
  tableName: 'outreach_filing',
  properties: {
    id: p.uuid().primary(),
    campaignId: p.uuid(),
    authorityId: p.uuid(),
    kind: p.string().length(16).$type<FilingKind>(),
    /** 1, and one more with every correction of what was sealed. */
    edition: p.integer(),
    state: p.string().length(16).$type<FilingState>(),
    /** Grows with every step: two people who edit are told of each other. */
    version: p.integer(),
    content: p.json<Record<string, unknown>>(),
    sealedPhone: p.blob().nullable(),
    /** Whoever wrote in this edition; none of them checks it. */
    editedBy: p.array(),
    filledAt: p.datetime().nullable(),
    checkedBy: p.string().length(200).nullable(),
    submittedAt: p.datetime().nullable(),
    returnReason: p.text().nullable(),
    included: p.json<Included[]>(),
    /** SHA-256 of the scan that bears the seal. */
    scanHash: p.string().length(64).nullable(),
    sealedAt: p.datetime().nullable(),
    sealResponsible: p.string().length(50).nullable(),
    createdAt: p.datetime(),
  },
})

/** A summary or a work report of one authority in one campaign. */
export class StoredFiling extends StoredFilingSchema.class {}
StoredFilingSchema.setClass(StoredFiling)

const StoredFigureSchema = defineEntity({
  name: 'StoredFigure',
  tableName: 'outreach_figure',
  properties: {
    filingId: p.uuid().primary(),
    figure: p.string().length(24).primary(),
    /** By hand; null follows what is prefilled. */
    entered: p.integer().nullable(),
    enteredBy: p.string().length(200).nullable(),
    enteredAt: p.datetime().nullable(),
    /** From the records, as it stood when the check was asked for. */
    prefilled: p.integer().nullable(),
    /** Sum of what the authorities below had submitted then. */
    below: p.bigint('number').nullable(),
  },
})

/** One figure of a summary: what the records gave and what a hand made of it, both kept. */
export class StoredFigure extends StoredFigureSchema.class {}
StoredFigureSchema.setClass(StoredFigure)

const StoredFilingStepSchema = defineEntity({
  name: 'StoredFilingStep',
  tableName: 'outreach_step',
  properties: {
    id: p.uuid().primary(),
    sequence: p.bigint('string').autoincrement(),
    filingId: p.uuid(),
    step: p.string().length(16).$type<FilingStep>(),
    subject: p.string().length(200),
    authorityId: p.uuid(),
    at: p.datetime(),
    reason: p.text().nullable(),
  },
})

/** Who did what with a filing, and why. */
export class StoredFilingStep extends StoredFilingStepSchema.class {}
StoredFilingStepSchema.setClass(StoredFilingStep)
