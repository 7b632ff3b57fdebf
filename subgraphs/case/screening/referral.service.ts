import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { officerOf } from '../loop/step-actor.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import type { Neighbours } from '../references/neighbours.js'
import type { RegionDesk } from '../references/region.client.js'
import { requireText } from '../texts/required-text.js'
import { PassingOnConsent } from './passing-on-consent.entity.js'
import { StoredReferral } from './referral.entity.js'
import type { ReferralInput } from './refusal.input.js'
import { answeredReports, type OnCase, type ScreeningDesk } from './supplement.service.js'

/**
 * Refers a case to the department that answers for it by region's dictionary and rules. The content goes along only
 * where every reporter has agreed to that (PIPL 23), or a law that is named demands it.
 *
 * @throws AndonError as every step, BAD_USER_INPUT, SUBGRAPH_UNAVAILABLE where region cannot say who answers
 */
export async function referReport(
  desk: ScreeningDesk & { neighbours: Neighbours },
  { caseId, expectedVersion, input }: OnCase & { input: ReferralInput },
): Promise<Case> {
  const referred = await takeStep(desk, { verb: 'referReport', caseId, expectedVersion }, async (scene) => {
    const { industryCode, passContentOn } = input
    const reason = requireText(input.reason, 'input.reason')
    const passingBasis = await requirePassing(scene, input)
    const target = await requireDepartment(desk.neighbours.region, scene, industryCode)
    await store(desk, scene, { departmentCode: industryCode, ...target, passContentOn, reason, passingBasis })
    const facts = { departmentCode: industryCode, passContentOn, withoutConsent: passingBasis !== null }
    return { facts: { departmentCode: industryCode }, audit: { facts, reason } }
  })
  return toCaseType(referred)
}

type Target = { department: string; legalBasis: string; authorityId: string | null }

async function requireDepartment(
  region: RegionDesk,
  { stored }: Scene,
  industryCode: string,
): Promise<Target> {
  const { regionCode, matterTypes } = stored
  const matter = { regionCode, industryCode, matterTypes }
  const target = isIndustryCode(industryCode) ? await region.referralOf(matter) : null
  if (target !== null) return target
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '该行业在当地由本平台的机关负责，不能转告其他部门；应由其他机关办理的请转办。',
      en: 'An authority of this platform answers for that industry there: transfer the case instead.',
    },
    { inputPath: 'input.industryCode' },
  )
}

/** @returns the law by which the content goes along without consent; null where none is needed */
async function requirePassing({ em, reports }: Scene, input: ReferralInput): Promise<string | null> {
  const { passContentOn, passingBasis } = input
  if (!passContentOn) return null
  const reportIds = answeredReports(reports)
  const agreed = await em.count(PassingOnConsent, { reportId: reportIds, given: true })
  if (agreed === reportIds.length) return null
  if (passingBasis != null) return requireText(passingBasis, 'input.passingBasis', { max: 500 })
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '举报人没有同意将内容转给其他部门：请只告知举报人，或写明必须转送的法律依据。',
      en: 'The reporter has not agreed that the content goes along: only tell the reporter, or name the law.',
    },
    { inputPath: 'input.passContentOn' },
  )
}

async function store(
  { texts }: ScreeningDesk,
  { em, stored, reports, actor, now }: Scene,
  given: Target & {
    departmentCode: string
    passContentOn: boolean
    reason: string
    passingBasis: string | null
  },
): Promise<void> {
  const { department, departmentCode, legalBasis, authorityId, passContentOn, passingBasis } = given
  const id = randomUUID()
  const seal = (field: string, text: string) =>
    texts.seal(em, stored.id, { table: 'referral', rowId: id, field }, text)
  em.persist(
    em.create(StoredReferral, {
      id,
      caseId: stored.id,
      reportIds: answeredReports(reports),
      departmentCode,
      department,
      departmentAuthorityId: authorityId,
      legalBasis,
      contentPassedOn: passContentOn,
      sealedReason: await seal('sealed_reason', given.reason),
      sealedPassingBasis: passingBasis === null ? null : await seal('sealed_passing_basis', passingBasis),
      referredBy: officerOf(actor).subject,
      referredAt: now,
    }),
  )
}
