import { AndonError } from '../../../platform/errors.js'
import type { AccidentLevel } from '../../shared/dictionary/matter.js'
import { inYuan } from '../../shared/fen.scalar.js'
import type { StoredFigures } from './reward-assessment.entity.js'
import type { Figures } from './reward.arithmetic.js'
import { RewardBasis, type AssessRewardInput } from './reward-input.js'
import type { Verified } from './verified-figures.js'

/**
 * The figures the basis needs: those that verification established. Whoever gives them as well must agree with them,
 * so that what the reward is reckoned from is what the case says; of several fines the officer may count only some.
 *
 * @throws AndonError BAD_USER_INPUT naming what is missing, out of bounds or at odds with the verification
 */
export function readFigures(input: AssessRewardInput, verified: Verified): Figures {
  switch (input.basis) {
    case RewardBasis.HAZARD_OR_ILLEGAL:
      return {
        basis: 'HAZARD_OR_ILLEGAL',
        fineFen: fineOf(input, verified),
        reportClass: input.reportClass ?? 'FIRST',
      }
    case RewardBasis.CONCEALED_ACCIDENT:
      return { basis: 'CONCEALED_ACCIDENT', ...accidentOf(input, verified) }
    case RewardBasis.GENERAL_HAZARD: {
      const { amountFen } = input
      if (amountFen == null) throw wanted('amountFen', '请填写金额。', 'Give the amount.')
      return { basis: 'GENERAL_HAZARD', chosenFen: amountFen }
    }
  }
}

function fineOf({ fineFen, reason }: AssessRewardInput, { finesFen }: Verified): bigint {
  if (fineFen == null || fineFen === finesFen) return finesFen
  const all = inYuan(finesFen)
  if (fineFen > finesFen)
    throw wanted(
      'fineFen',
      `本案登记的罚款共 ${all} 元，请先登记处罚。`,
      `The fines on record are ${all} yuan: record the penalty first.`,
    )
  if ((reason?.trim() ?? '') === '')
    throw wanted(
      'reason',
      `本案登记的罚款共 ${all} 元，只计一部分请说明理由。`,
      `The fines on record are ${all} yuan: say why not all of them count.`,
    )
  return fineFen
}

function accidentOf(
  { verifiedDeaths, accidentLevel }: AssessRewardInput,
  { concealedDeaths, level }: Verified,
): { verifiedDeaths: number; level: AccidentLevel } {
  if (level === null)
    throw wanted(
      'basis',
      '核查结论没有认定事故，不能按瞒报事故计算。',
      'Verification found no accident: reckon from something else.',
    )
  if (verifiedDeaths != null && verifiedDeaths !== concealedDeaths) {
    const count = String(concealedDeaths)
    const en = `Verification found ${count} concealed deaths.`
    throw wanted('verifiedDeaths', `核查结论认定的瞒报死亡为 ${count} 人。`, en)
  }
  if (accidentLevel != null && accidentLevel !== level)
    throw wanted(
      'accidentLevel',
      '与核查结论认定的事故等级不一致。',
      'Verification found another level of the accident.',
    )
  return { verifiedDeaths: concealedDeaths, level }
}

export function readSignatories({ signatories }: AssessRewardInput): number {
  const count = signatories ?? 1
  // As many as one report takes: the reporter and twenty who sign with him.
  if (count >= 1 && count <= 21) return count
  throw wanted('signatories', '联名人数应为 1 到 21。', 'From 1 to 21 people sign a report.')
}

export function toStoredFigures({ basis: _basis, ...figures }: Figures): StoredFigures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  )
}

/** The field of the input a misfit of the arithmetic is about. */
export const inputOf = {
  verifiedDeaths: 'verifiedDeaths',
  reportClass: 'reportClass',
  chosenFen: 'amountFen',
  basis: 'basis',
} as const

export function wanted(field: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath: `input.${field}` })
}
