import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { addDays, dayInChina } from '../../shared/day.js'
import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { isText } from '../../shared/is-text.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { CaseAuditAction } from '../audit-actions.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'
import type { WritingDesk } from '../texts/seal-words.js'
import { StoredHazardCriterion, StoredHazardFinding } from './hazard.entity.js'
import type { HazardCriterion, HazardCriterionInput } from './hazard.type.js'
import { sealFinding } from './verification-texts.js'
import type { OnCase } from './verification.service.js'

/**
 * The criteria in force on a day, of a sector and of all sectors.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN
 */
export async function hazardCriteria(
  { em, viewer, clock }: CaseDesk,
  industryCode: string | null,
): Promise<HazardCriterion[]> {
  requireStaff(viewer, 'READ_CASES')
  const found = await em.find(
    StoredHazardCriterion,
    {
      $and: [
        inForce(dayInChina(clock())),
        industryCode === null ? {} : { $or: [{ industryCode: null }, { industryCode }] },
      ],
    },
    { orderBy: { document: 'asc', industryCode: 'asc', id: 'asc' } },
  )
  return found.map(toCriterion)
}

function inForce(day: string) {
  return { effectiveFrom: { $lte: day }, $or: [{ effectiveUntil: null }, { effectiveUntil: { $gte: day } }] }
}

export function toCriterion(stored: StoredHazardCriterion): HazardCriterion {
  const { id, level, levelName, document, item, text, legalReference, effectiveFrom, confirmed } = stored
  const { industryCode = null, effectiveUntil = null } = stored
  const told = { id, industryCode, level, levelName, document, item, text, legalReference }
  return { ...told, effectiveFrom, effectiveUntil, confirmed }
}

/**
 * Sets what a hazard is by the criteria of its sector in force today 判定隐患等级; a reporter’s word for it is a
 * suspicion.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT for a criterion of another sector or not in force
 */
export async function setHazardLevel(
  desk: WritingDesk,
  { criterionId, reason, ...request }: OnCase & { criterionId: string; reason: string },
): Promise<Case> {
  const set = await takeStep(desk, { verb: 'setHazardLevel', ...request }, async (scene) => {
    const { em, stored, now, actor } = scene
    const { level } = await requireCriterion(scene, criterionId)
    const id = randomUUID()
    const words = { of: 'hazard', rowId: id, text: reason, inputPath: 'reason' } as const
    const sealedReason = await sealFinding(desk, scene, words)
    const row = { id, caseId: stored.id, criterionId, sealedReason, setBy: seatOf(actor).subject, setAt: now }
    em.persist(em.create(StoredHazardFinding, row))
    return { audit: { facts: { criterionId, level } } }
  })
  return toCaseType(set)
}

async function requireCriterion({ em, stored, now }: Scene, id: string): Promise<StoredHazardCriterion> {
  const found = isUuid(id)
    ? await em.findOne(StoredHazardCriterion, {
        $and: [
          { id },
          inForce(dayInChina(now)),
          { $or: [{ industryCode: null }, { industryCode: stored.industryCode }] },
        ],
      })
    : null
  if (found !== null) return found
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '没有这一条款，或不适用于本行业，或未施行。',
      en: 'There is no such item for this sector, or it is not in force.',
    },
    { inputPath: 'criterionId' },
  )
}

const criterionShape = z.object({
  industryCode: z.string().refine(isIndustryCode).nullish(),
  level: z.string().regex(/^[A-Z_]{1,32}$/),
  levelName: words(2, 40),
  document: words(2, 200),
  item: words(1, 40),
  text: words(2, 2_000),
  legalReference: words(2, 300),
  effectiveFrom: z.iso.date(),
})

function words(min: number, max: number) {
  return z.string().refine((text) => isText(text, min, max))
}

/**
 * Adds an item to the criteria, or a new version of one: the version before ends the day before. For the level of the
 * country only: criteria are national.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, CONFLICT where that day has one already
 */
export async function addHazardCriterion(
  { em, viewer, clock }: CaseDesk,
  input: HazardCriterionInput,
): Promise<HazardCriterion> {
  const staff = requireStaff(viewer, 'APPROVE_CASES')
  if ((await reachOf(em, staff)).regionCode !== '000000') throw new AndonError('FORBIDDEN')
  const parsed = criterionShape.safeParse(input)
  const wrong = parsed.success ? undefined : parsed.error.issues[0]?.path[0]
  if (!parsed.success || input.effectiveFrom < dayInChina(clock()))
    throw new AndonError('BAD_USER_INPUT', undefined, {
      inputPath: `input.${String(wrong ?? 'effectiveFrom')}`,
    })
  const { industryCode = null, ...row } = parsed.data
  try {
    return await em.transactional(async (inner) => {
      const same = { document: row.document, item: row.item, industryCode, effectiveUntil: null }
      const before = await inner.findOne(StoredHazardCriterion, same, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      })
      if (before !== null && before.effectiveFrom < row.effectiveFrom)
        before.effectiveUntil = addDays(row.effectiveFrom, -1)
      const version = { id: randomUUID(), ...row, industryCode, effectiveUntil: null, confirmed: true }
      const added = inner.create(StoredHazardCriterion, version)
      await inner.persist(added).flush()
      const thing = { kind: 'HAZARD_CRITERION', id: added.id }
      const told = { actor: staff, action: 'HAZARD_CRITERION_ADDED' as const, thing }
      await recordAudit<CaseAuditAction>(inner, { ...told, facts: { level: row.level } })
      return toCriterion(added)
    })
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new AndonError('CONFLICT', undefined, { inputPath: 'input.effectiveFrom' })
  }
}
