import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { dayInChina } from '../../shared/day.js'
import type { StoredCase } from '../loop/case.entity.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'
import type { CaseTexts } from '../texts/case-texts.js'
import { decideEligibility, type Candidate, type Eligibility } from './eligibility.js'
import { inputOf, readFigures, readSignatories, toStoredFigures, wanted } from './figures.js'
import { StoredAssessment } from './reward-assessment.entity.js'
import type { AssessRewardInput } from './reward-input.js'
import { StoredRewardRule, toRewardRule } from './reward-rule.entity.js'
import { chooseRule, type Circumstances, type RewardRule } from './reward-rule.js'
import { reckonReward, type Figures, type Reckoned } from './reward.arithmetic.js'
import { StoredReward } from './reward.entity.js'
import { readText } from './texts.js'
import { verifiedFigures } from './verified-figures.js'

export type RewardDesk = CaseDesk & { texts: CaseTexts }

type Assessed = {
  eligibility: Eligibility
  figures: Figures | null
  reckoned: Reckoned | null
  rules: readonly RewardRule[]
}

/**
 * Finds out who of the reporters is to be rewarded and with how much, by the rules in force when the case was
 * accepted. Done again, it takes the place of the one before, which stays on record.
 *
 * @throws AndonError as every step; BAD_USER_INPUT where the figures do not fit the basis or its rule
 */
export async function assessReward(
  desk: RewardDesk,
  {
    caseId,
    expectedVersion,
    input,
  }: { caseId: string; expectedVersion: number | null; input: AssessRewardInput },
): Promise<Case> {
  const assessed = await takeStep(desk, { verb: 'assessReward', caseId, expectedVersion }, async (scene) => {
    const assessment = await assess(scene, input)
    const sealed = await keep(desk, scene, input, assessment)
    const amountFen = assessment.reckoned?.amountFen.toString() ?? null
    const facts = { basis: input.basis, amountFen, ruleIds: assessment.rules.map(({ id }) => id).join('/') }
    const audit = {
      facts: { ...facts, adoptedLaterRules: sealed.adoptedLaterRules },
      reason: input.reason ?? null,
    }
    return assessment.reckoned === null
      ? { decision: 'INELIGIBLE', facts: { eligible: false, amountFen: null }, audit }
      : { decision: 'CALCULATED', audit }
  })
  return toCaseType(assessed)
}

async function assess({ em, now, stored, reports }: Scene, input: AssessRewardInput): Promise<Assessed> {
  const all = (await em.find(StoredRewardRule, {})).map(toRewardRule)
  const circumstances = circumstancesOf(stored, input.adoptLaterRules === true ? now : undefined)
  const base = chooseRule(all, input.basis, circumstances)
  const anonymous = chooseRule(all, 'ANONYMOUS_REPORTS', circumstances)
  const candidates = reports.map((report): Candidate => ({
    reportId: report.reportId,
    mode: report.mode ?? null,
    reporterKind: report.reporterKind ?? null,
    submittedAt: report.submittedAt ?? null,
    withdrawn: report.withdrawnAt != null,
    isFirstAccepted: report.reportId === stored.firstReportId,
  }))
  const obstacles = (input.obstacles ?? []).map(({ reportId, obstacle }) => ({
    reportId: reportId ?? null,
    obstacle,
  }))
  const isOfCase = ({ reportId }: { reportId: string | null }) =>
    reportId === null || candidates.some((candidate) => candidate.reportId === reportId)
  if (!obstacles.every(isOfCase))
    throw wanted('obstacles', '该举报不属于本案。', 'That report is not of this case.')
  const eligibility = decideEligibility(candidates, {
    conclusion: stored.conclusion ?? null,
    anonymousRewarded: anonymous?.terms.rewarded ?? false,
    obstacles,
    hasRule: base !== null,
  })
  const { beneficiary } = eligibility
  if (beneficiary === null || base === null) return { eligibility, figures: null, reckoned: null, rules: [] }
  const figures = readFigures(input, await verifiedFigures(em, stored.id))
  const uplift = chooseRule(all, 'REPORTER_UPLIFT', circumstances)
  const isRaised = uplift?.terms.reporterKinds.some((kind) => kind === beneficiary.reporterKind) ?? false
  const rules = {
    base,
    uplift: isRaised ? uplift : null,
    coSigners: chooseRule(all, 'CO_SIGNERS', circumstances),
    signatories: readSignatories(input),
  }
  const reckoned = reckonReward(figures, rules)
  if ('field' in reckoned) throw wanted(inputOf[reckoned.field], reckoned.words.zh, reckoned.words.en)
  const used = new Set(reckoned.steps.map(({ ruleId }) => ruleId))
  return { eligibility, figures, reckoned, rules: all.filter(({ id }) => used.has(id)) }
}

/** 谁受理、谁奖励: the rules of the place on the day of acceptance, as far as they were entered by then. */
function circumstancesOf(stored: StoredCase, adoptedUntil: Date | undefined): Circumstances {
  const { regionPath, industryCode, acceptedAt, openedAt } = stored
  const since = acceptedAt ?? openedAt
  return { regionPath, industryCode, acceptedOn: dayInChina(since), enteredUntil: adoptedUntil ?? since }
}

async function keep(
  { texts }: RewardDesk,
  { em, now, stored, actor, proceedingId }: Scene,
  input: AssessRewardInput,
  { eligibility, figures, reckoned, rules }: Assessed,
): Promise<StoredAssessment> {
  const needsReason = input.adoptLaterRules === true || (input.obstacles ?? []).length > 0
  const reason = readText(input.reason, 'input.reason', needsReason)
  const [id, caseId] = [randomUUID(), stored.id]
  const place = { table: 'reward_assessment', rowId: id, field: 'sealed_reason' }
  const reportId = eligibility.beneficiary?.reportId ?? null
  const amountFen = reckoned?.amountFen ?? null
  const assessment = em.create(StoredAssessment, {
    ...{ id, caseId, proceedingId, reportId, amountFen },
    assessedBy: actor.kind === 'STAFF' ? actor.subject : '',
    assessedAt: now,
    conclusion: stored.conclusion ?? null,
    basis: input.basis,
    figures: figures === null ? {} : toStoredFigures(figures),
    standings: eligibility.standings,
    ruleIds: rules.map((rule) => rule.id),
    adoptedLaterRules: input.adoptLaterRules === true,
    steps: (reckoned?.steps ?? []).map((step) => ({ ...step, amountFen: String(step.amountFen) })),
    sealedReason: reason === null ? null : await texts.seal(em, caseId, place, reason),
  })
  em.persist(assessment)
  await replaceReward(em, { proceedingId, caseId, assessmentId: id, reportId, amountFen })
  return assessment
}

/** A new assessment undoes what followed the last: approval, notice and all are taken anew. */
async function replaceReward(
  em: EntityManager,
  row: Pick<StoredReward, 'proceedingId' | 'caseId' | 'assessmentId' | 'reportId' | 'amountFen'>,
): Promise<void> {
  const known = await em.findOne(StoredReward, { proceedingId: row.proceedingId })
  if (known === null) {
    em.persist(em.create(StoredReward, row))
    return
  }
  const undone = {
    decidedBy: null,
    decidedAt: null,
    notifiedAt: null,
    announcedAt: null,
    noticeReference: null,
    claimedAt: null,
  }
  em.assign(known, {
    ...row,
    ...undone,
    sealedReturn: null,
    sealedUnreachable: null,
    sealedAuthorisation: null,
  })
}
