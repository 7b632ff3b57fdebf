import { z } from 'zod'
import { MatterType } from '../dictionary/matter.js'

const regionCode = z.string().regex(/^\d{6}(\d{3})?$/)
const place = {
  regionCode,
  /** From the country to the division itself. */
  regionPath: z.array(regionCode).min(1),
}
const matter = {
  matterTypes: z.array(z.enum(MatterType)).min(1),
  industryCode: z.string(),
}
const moment = z.iso.datetime({ offset: true })

/**
 * Every domain event: its owner and the shape of its payload. Ids and closed codes only: nothing sealed, nothing
 * personal, no free text. docs/events.md names the consumers; a test compares the two.
 */
export const eventCatalogue = {
  AuthorityRegistered: {
    producer: 'region',
    payload: z.object({
      authorityId: z.uuid(),
      level: z.enum(['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY']),
      regionCode,
      parentAuthorityId: z.uuid().nullable(),
    }),
  },
  ReportSubmitted: {
    producer: 'report',
    payload: z.object({
      reportId: z.uuid(),
      ...place,
      authorityId: z.uuid(),
      ...matter,
      channel: z.string(),
      mode: z.string(),
      reporterKind: z.string(),
      submittedAt: moment,
    }),
  },
  ReportReferred: {
    producer: 'report',
    payload: z.object({ referralId: z.uuid(), ...place, ...matter }),
  },
  CaseOpened: {
    producer: 'case',
    payload: z.object({
      caseId: z.uuid(),
      reportIds: z.array(z.uuid()).min(1),
      ...place,
      authorityId: z.uuid(),
      ...matter,
      openedAt: moment,
    }),
  },
  CaseAccepted: {
    producer: 'case',
    payload: z.object({
      caseId: z.uuid(),
      reportIds: z.array(z.uuid()).min(1),
      ...place,
      authorityId: z.uuid(),
      ...matter,
      acceptedAt: moment,
    }),
  },
  CaseSummaryPrepared: {
    producer: 'case',
    payload: z.object({ summaryId: z.uuid(), caseId: z.uuid(), regionCode, ...matter }),
  },
  ReportingNoticePublished: {
    producer: 'content',
    payload: z.object({ version: z.number().int().min(1) }),
  },
  PrivacyExplanationPublished: {
    producer: 'content',
    payload: z.object({ version: z.number().int().min(1) }),
  },
  NoticePublished: {
    producer: 'content',
    payload: z.object({ noticeId: z.string(), regionCode: regionCode.nullable() }),
  },
} as const satisfies Record<string, { producer: string; payload: z.ZodType }>

export type EventName = keyof typeof eventCatalogue
export type EventPayload<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['payload']>

/** A fact as it stands in the log. */
export type DomainEvent<Name extends EventName = EventName> = {
  [N in Name]: {
    position: bigint
    id: string
    name: N
    producer: string
    /** Id of the thing the fact is about; facts of one subject keep their order. */
    subject: string
    occurredAt: Date
    payload: EventPayload<N>
  }
}[Name]
