import { z } from 'zod'
import { authorityKinds } from '../dictionary/authority.js'
import { MatterSubKind, MatterType } from '../dictionary/matter.js'

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
/** Who must not learn of it because it is about them; the ones below them neither. */
const excludedAuthorityIds = z.array(z.uuid()).default([])
const authority = {
  authorityId: z.uuid(),
  kind: z.enum(authorityKinds).default('EMERGENCY_MANAGEMENT'),
  level: z.enum(['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY']),
  /** Null where it sits in no division: 新疆生产建设兵团. */
  regionCode: regionCode.nullable(),
  parentAuthorityId: z.uuid().nullable(),
}
const moment = z.iso.datetime({ offset: true })

/**
 * Every domain event: its owner and the shape of its payload. Ids and closed codes only: nothing sealed, nothing
 * personal, no free text. docs/events.md names the consumers; a test compares the two.
 */
export const eventCatalogue = {
  AuthorityRegistered: { producer: 'region', payload: z.object(authority) },
  AuthorityChanged: { producer: 'region', payload: z.object(authority) },
  AuthorityClosed: {
    producer: 'region',
    payload: z.object({
      authorityId: z.uuid(),
      /** The first day, in China, on which it answers for nothing any more. */
      effectiveOn: z.iso.date(),
      successorAuthorityId: z.uuid().nullable(),
    }),
  },
  DivisionEstablished: {
    producer: 'region',
    payload: z.object({ code: regionCode, effectiveOn: z.iso.date(), regionPath: place.regionPath }),
  },
  DivisionRenamed: {
    producer: 'region',
    payload: z.object({ code: regionCode, effectiveOn: z.iso.date() }),
  },
  DivisionMoved: {
    producer: 'region',
    payload: z.object({ code: regionCode, effectiveOn: z.iso.date(), regionPath: place.regionPath }),
  },
  DivisionAbolished: {
    producer: 'region',
    payload: z.object({ code: regionCode, effectiveOn: z.iso.date() }),
  },
  DivisionReplaced: {
    producer: 'region',
    payload: z.object({
      code: regionCode,
      replacedBy: z.array(regionCode).min(1),
      effectiveOn: z.iso.date(),
      /** Of the one successor, from the country to itself; null where there are several and staff decide. */
      regionPath: place.regionPath.nullable(),
    }),
  },
  ReportSubmitted: {
    producer: 'report',
    payload: z.object({
      reportId: z.uuid(),
      ...place,
      authorityId: z.uuid(),
      excludedAuthorityIds,
      ...matter,
      matterSubKinds: z.array(z.enum(MatterSubKind)).default([]),
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
  ReportWithdrawn: {
    producer: 'report',
    payload: z.object({ reportId: z.uuid(), withdrawnAt: moment }),
  },
  CaseOpened: {
    producer: 'case',
    payload: z.object({
      caseId: z.uuid(),
      reportIds: z.array(z.uuid()).min(1),
      ...place,
      authorityId: z.uuid(),
      excludedAuthorityIds,
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
      excludedAuthorityIds,
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

/** What a producer says; the catalogue fills in what may be left out. */
export type EventDraft<Name extends EventName> = z.input<(typeof eventCatalogue)[Name]['payload']>

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
