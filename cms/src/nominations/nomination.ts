import { z } from 'zod'

const uuid = z.uuid()
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/)
const fen = z.string().regex(/^\d{1,18}$/)
const band = z.object({ fromFen: fen, toFen: fen.nullable() }).nullable()

/** What may be told of a case. Ids, closed codes and figures: nobody writes anything here. */
export const factsShape = z.object({
  year: z.int(),
  month: z.int().min(1).max(12),
  conclusion: code,
  accidentLevel: code.nullable(),
  hazardLevel: code.nullable(),
  measures: z.array(code),
  penalty: band,
  reward: band,
  legalBasis: z.array(code),
  consentNeeded: z.boolean(),
})

/** `CaseSummaryPrepared`; without facts it is from before cases were nominated. */
export const preparedShape = z.object({
  summaryId: uuid,
  caseId: uuid,
  regionCode: z.string().regex(/^\d{6}(\d{3})?$/),
  matterTypes: z.array(code).min(1),
  industryCode: code,
  facts: factsShape.optional(),
})

/** `CaseSummaryWithdrawn`. */
export const withdrawnShape = z.object({
  summaryId: uuid,
  ground: code,
  at: z.iso.datetime({ offset: true }),
})

export type Facts = z.infer<typeof factsShape>
export type Band = NonNullable<Facts['penalty']>

/** A lead 线索: a closed case that officers hold to be worth telling. */
export type Nomination = {
  summaryId: string
  caseId: string
  regionCode: string
  matterTypes: string[]
  industryCode: string
  facts: Facts
  nominatedAt: Date
  withdrawnAt: Date | null
  ground: string | null
}
