import { z } from 'zod'
import { authorityKinds } from '../dictionary/authority.js'
import {
  AssignmentMode,
  CaseOutcome,
  Conclusion,
  countedTerms,
  RefusalGround,
  RefusalSubKind,
} from '../dictionary/loop.js'
import { AccidentLevel, MatterSubKind, MatterType } from '../dictionary/matter.js'
import { PublicProgress } from '../dictionary/progress.js'
import { LegalBasis, NominationEnd } from '../dictionary/publicity.js'

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
/** What every step of a case tells, so that a read model needs nothing else. */
const step = {
  caseId: z.uuid(),
  /** All reports handled in the case before the step. */
  reportIds: z.array(z.uuid()),
  ...place,
  authorityId: z.uuid(),
  excludedAuthorityIds,
  ...matter,
  /** What reporters see from now on: of the one report the step names, or of all; null where they see no change. */
  progress: z.enum(PublicProgress).nullable(),
  at: moment,
  /** Terms of the authority that the step has met; not told where there are none, nor by events from before. */
  deadlinesMet: z
    .array(z.object({ deadlineId: z.uuid(), kind: z.enum(countedTerms), inTime: z.boolean() }))
    .min(1)
    .optional(),
}
const reportId = z.uuid()
/** An amount in fen, as text: a number ends too soon for some readers. */
const amountFen = z.string().regex(/^\d{1,18}$/)

/** An amount as the public may know it: from, to; the same twice where it is exact, no end where it is above the last step. */
const amountBand = z.object({ fromFen: amountFen, toFen: amountFen.nullable() })
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/)
/** The CMS's own id of a document. */
const recordId = z.string().regex(/^[a-z0-9]{1,64}$/)
const count = z.number().int().min(0).max(1_000_000_000)

function ofCase<Shape extends z.ZodRawShape>(more: Shape) {
  return { producer: 'case', payload: z.object({ ...step, ...more }) } as const
}

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
  ReportSupplemented: {
    producer: 'report',
    payload: z.object({ reportId: z.uuid(), supplementedAt: moment }),
  },
  ReportWithdrawn: {
    producer: 'report',
    payload: z.object({ reportId: z.uuid(), withdrawnAt: moment }),
  },
  ReportRevised: {
    producer: 'report',
    payload: z.object({ reportId: z.uuid(), contentVersion: z.number().int().min(2), revisedAt: moment }),
  },
  RewardIdentityProvided: {
    producer: 'report',
    payload: z.object({ reportId: z.uuid(), providedAt: moment }),
  },
  ConsentChanged: {
    producer: 'report',
    payload: z.object({
      reportId: z.uuid(),
      kind: z.enum(['PASSING_ON', 'PUBLICATION']),
      given: z.boolean(),
    }),
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
      /** Of the report it is opened for; events from before do not tell it. */
      channel: z.string().optional(),
      openedAt: moment,
    }),
  },
  CaseAccepted: {
    producer: 'case',
    payload: z.object({
      ...step,
      // Events from before the loop say neither.
      progress: step.progress.default(PublicProgress.ACCEPTED),
      at: moment.optional(),
      acceptedAt: moment,
    }),
  },
  CaseSupplementRequested: ofCase({}),
  CaseSupplemented: ofCase({}),
  CaseRefused: ofCase({ ground: z.enum(RefusalGround), subKind: z.enum(RefusalSubKind).nullable() }),
  CaseReferred: ofCase({ departmentCode: z.string().regex(/^[A-Z_]{1,32}$/) }),
  /** Who handles the reports from then on is who handles the other case. */
  CaseMerged: ofCase({ intoCaseId: z.uuid(), intoAuthorityId: z.uuid(), intoRegionCode: regionCode }),
  CaseUnmerged: ofCase({ fromCaseId: z.uuid() }),
  CaseWithdrawn: ofCase({}),
  CaseAssigned: ofCase({ mode: z.enum(AssignmentMode) }),
  CaseRegionMoved: ofCase({ fromRegionCode: regionCode, fromRegionPath: place.regionPath }),
  VerificationStarted: ofCase({}),
  DeadlineExtended: ofCase({ days: z.number().int().min(1).max(366) }),
  DeadlineMissed: ofCase({ deadlineId: z.uuid(), kind: z.enum(countedTerms) }),
  CaseConcluded: ofCase({
    conclusion: z.enum(Conclusion),
    accidentLevel: z.enum(AccidentLevel).nullable(),
    deaths: z.number().int().min(0),
  }),
  SupervisionOrdered: ofCase({ orderId: z.uuid(), byAuthorityId: z.uuid() }),
  SupervisionReleased: ofCase({ orderId: z.uuid() }),
  FeedbackSent: ofCase({ reportId }),
  FeedbackServed: ofCase({ reportId, how: z.enum(['READ', 'DEEMED']) }),
  ObjectionRaised: ofCase({ reportId }),
  ReexaminationStarted: ofCase({ reportId }),
  ObjectionAnswered: ofCase({
    reportId,
    decision: z.enum(['DECLINED', 'UPHELD', 'REOPENED', 'REFUSAL_UPHELD', 'REFUSAL_REVERSED']),
  }),
  RewardDecided: ofCase({ eligible: z.boolean(), amountFen: amountFen.nullable() }),
  RewardNotified: ofCase({ reportId }),
  RewardAnnounced: ofCase({ reportId }),
  RewardPaid: ofCase({ amountFen }),
  RewardWaived: ofCase({}),
  FollowUpDone: ofCase({ reportId }),
  CaseClosed: ofCase({ outcome: z.enum(CaseOutcome) }),
  CaseSummaryPrepared: {
    producer: 'case',
    payload: z.object({
      summaryId: z.uuid(),
      caseId: z.uuid(),
      regionCode,
      ...matter,
      /** Absent in events from before cases were nominated: nothing is written from those. */
      facts: z
        .object({
          /** Of the conclusion, in China. */
          year: z.int(),
          month: z.int().min(1).max(12),
          conclusion: z.enum(Conclusion),
          accidentLevel: z.enum(AccidentLevel).nullable(),
          hazardLevel: code.nullable(),
          measures: z.array(code),
          penalty: amountBand.nullable(),
          reward: amountBand.nullable(),
          legalBasis: z.array(z.enum(LegalBasis)).min(1),
          /** Whether the reporters' consent stands behind it, and its withdrawal would end it. */
          consentNeeded: z.boolean(),
        })
        .optional(),
    }),
  },
  CaseSummaryWithdrawn: {
    producer: 'case',
    payload: z.object({ summaryId: z.uuid(), caseId: z.uuid(), ground: z.enum(NominationEnd), at: moment }),
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
  /** As it was last published: one that comes again takes the place of what was told before. */
  PlacementRecorded: {
    producer: 'content',
    payload: z.object({
      placementId: recordId,
      regionCode,
      placeType: code,
      /** Null where it is not said whether it was made, posted or hung. */
      installation: z.enum(['MADE', 'POSTED', 'HUNG']).nullable(),
      installedOn: z.iso.date().nullable(),
      /** The enterprise or community it stands at, by region's registry. */
      registryEntryId: z.uuid().nullable(),
    }),
  },
  PlacementWithdrawn: { producer: 'content', payload: z.object({ placementId: recordId }) },
  MediaRecorded: {
    producer: 'content',
    payload: z.object({
      recordId,
      regionCode: regionCode.nullable(),
      mediumType: code,
      issuedOn: z.iso.date(),
    }),
  },
  MediaRecordWithdrawn: { producer: 'content', payload: z.object({ recordId }) },
  ActivityRecorded: {
    producer: 'content',
    payload: z.object({
      recordId,
      regionCode,
      kind: code,
      heldOn: z.iso.date(),
      brochures: count,
      enterprisesCovered: count,
      communitiesCovered: count,
    }),
  },
  ActivityRecordWithdrawn: { producer: 'content', payload: z.object({ recordId }) },
  /** An enterprise or community as it stands in the registry; its name stays in region. */
  RegistryEntryRecorded: {
    producer: 'region',
    payload: z.object({ entryId: z.uuid(), kind: z.enum(['ENTERPRISE', 'COMMUNITY']), regionCode }),
  },
  /** A published figure that stands for a region and all below it; null where none is stated. */
  RegistryCountStated: {
    producer: 'region',
    payload: z.object({ regionCode, enterprises: count.nullable(), communities: count.nullable() }),
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
