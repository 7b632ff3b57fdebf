import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import type { WritingDesk } from '../texts/seal-words.js'
import { accidentLevelOf } from './accident-level.js'
import { StoredConclusion } from './conclusion.entity.js'
import { leastOfficers, teamOf } from './team.js'
import { sealFinding } from './verification-texts.js'
import type { VerifiedAccidentInput, ConclusionInput } from './verification.input.js'
import type { OnCase } from './verification.service.js'

const mostPeople = 100_000

/**
 * Says what verification came to 核查结论. What counts is what was verified, not what was reported; the level of an
 * accident follows from its figures.
 *
 * @throws AndonError as every step, BAD_USER_INPUT, and CONFLICT while a task is open or fewer than two officers are
 *   left to answer for it
 */
export async function concludeVerification(
  desk: WritingDesk,
  { input, ...request }: OnCase & { input: ConclusionInput },
): Promise<Case> {
  const concluded = await takeStep(desk, { verb: 'concludeVerification', ...request }, async (scene) => {
    const { em, stored, actor, now } = scene
    const { conclusion, findings } = input
    const accident = requireAccident(input)
    requireTasksDone(scene)
    const officers = await requireTeam(scene)
    const id = randomUUID()
    const words = { of: 'conclusion', rowId: id, text: findings, inputPath: 'input.findings' } as const
    const sealedFindings = await sealFinding(desk, scene, words)
    const accidentLevel = accident === null ? null : accidentLevelOf(accident)
    const row = { id, caseId: stored.id, conclusion, sealedFindings, officers, accidentLevel }
    const by = { concludedBy: seatOf(actor).subject, concludedAt: now }
    em.persist(
      em.create(StoredConclusion, { ...row, ...by, ...(accident === null ? {} : figuresOf(accident)) }),
    )
    Object.assign(stored, { conclusion, concludedAt: now })
    const facts = { conclusion, accidentLevel, deaths: accident?.deaths ?? 0 }
    const concealedDeaths = accident?.concealedDeaths ?? 0
    return { decision: conclusion, facts, audit: { facts: { ...facts, concealedDeaths } } }
  })
  return toCaseType(concluded)
}

function figuresOf({ deaths, concealedDeaths, seriousInjuries, directLossFen }: VerifiedAccidentInput) {
  return { deaths, concealedDeaths, seriousInjuries, directLossFen }
}

/** A matter that is not true, or cannot be verified, has no verified accident. */
function requireAccident({ conclusion, accident }: ConclusionInput): VerifiedAccidentInput | null {
  if (accident == null) return null
  const isTrue = conclusion === Conclusion.SUBSTANTIATED || conclusion === Conclusion.PARTLY_SUBSTANTIATED
  if (!isTrue)
    throw badFigure(
      'accident',
      '结论为不属实或无法核实的，不能有核实的事故。',
      'What is not true has no verified accident.',
    )
  for (const figure of ['deaths', 'concealedDeaths', 'seriousInjuries'] as const)
    if (accident[figure] < 0 || accident[figure] > mostPeople)
      throw badFigure(`accident.${figure}`, '人数有误。', 'The number of people is wrong.')
  if (accident.concealedDeaths > accident.deaths)
    throw badFigure(
      'accident.concealedDeaths',
      '瞒报、谎报的死亡人数不能多于核实的死亡人数。',
      'No more deaths are concealed than there were.',
    )
  return accident
}

function requireTasksDone({ proceedings }: Scene): void {
  const isOpen = proceedings.some(({ machine, state }) => machine === 'VERIFICATION_TASK' && state === 'OPEN')
  if (isOpen) throw notYet('核查任务尚未全部完成。', 'A task of the verification is still open.')
}

async function requireTeam({ em, stored }: Scene): Promise<string[]> {
  const officers = await teamOf(em, stored)
  if (officers.length < leastOfficers)
    throw notYet(
      '核查人员不足两名，请先指定。',
      'Fewer than two officers verify it: name others by assignCase first.',
    )
  return officers
}

function notYet(zh: string, en: string): AndonError {
  return new AndonError('CONFLICT', { zh, en }, { inputPath: 'caseId' })
}

function badFigure(field: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath: `input.${field}` })
}
