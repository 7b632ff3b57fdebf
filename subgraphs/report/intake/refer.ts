import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { Draft } from '../draft/draft.entity.js'
import type { Jurisdiction } from '../references/region.client.js'
import { Referral } from './referral.entity.js'
import type { SubmitReportInput } from './submission.input.js'
import { ReportReferred } from './submission.result.js'
import { placeOf } from './submission.store.js'

/** Requirement C19: the answer names the department, and that somebody asked is recorded. */
export function refer(
  em: EntityManager,
  input: SubmitReportInput,
  { regionPath, department, legalBasis, authorityId }: Jurisdiction & { kind: 'REFERRAL' },
  draft: Draft | null,
): ReportReferred {
  const { industryCode, matterTypes } = input
  const regionCode = placeOf(regionPath)
  const referral = em.create(Referral, {
    id: randomUUID(),
    regionCode,
    industryCode,
    matterTypes,
    authorityId,
    referredAt: new Date(),
  })
  recordEvent(em, {
    name: 'ReportReferred',
    subject: referral.id,
    occurredAt: referral.referredAt,
    payload: { referralId: referral.id, regionCode, regionPath, industryCode, matterTypes },
  })
  em.persist(referral)
  if (draft !== null) draft.referral = { referralId: referral.id, regionCode, department, legalBasis }
  return Object.assign(new ReportReferred(), {
    referralId: referral.id,
    region: { code: regionCode },
    department,
    legalBasis,
  })
}
