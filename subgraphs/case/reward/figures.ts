import { AndonError } from '../../../platform/errors.js'
import type { StoredFigures } from './reward-assessment.entity.js'
import type { Figures } from './reward.arithmetic.js'
import { RewardBasis, type AssessRewardInput } from './reward-input.js'

/**
 * The figures the basis needs, out of the input.
 *
 * @throws AndonError BAD_USER_INPUT naming what is missing or out of bounds
 */
export function readFigures(input: AssessRewardInput): Figures {
  switch (input.basis) {
    case RewardBasis.HAZARD_OR_ILLEGAL: {
      const { fineFen, reportClass } = input
      if (fineFen == null)
        throw wanted('fineFen', '请填写行政处罚罚款，没有罚款填 0。', 'Give the fine, 0 for none.')
      return { basis: 'HAZARD_OR_ILLEGAL', fineFen, reportClass: reportClass ?? 'FIRST' }
    }
    case RewardBasis.CONCEALED_ACCIDENT: {
      const { verifiedDeaths, accidentLevel } = input
      if (verifiedDeaths == null || verifiedDeaths < 0 || verifiedDeaths > 9_999)
        throw wanted('verifiedDeaths', '请填写核实的瞒报死亡人数。', 'Give the verified concealed deaths.')
      if (accidentLevel == null)
        throw wanted('accidentLevel', '请填写最终事故等级。', 'Give the final level of the accident.')
      return { basis: 'CONCEALED_ACCIDENT', verifiedDeaths, level: accidentLevel }
    }
    case RewardBasis.GENERAL_HAZARD: {
      const { amountFen } = input
      if (amountFen == null) throw wanted('amountFen', '请填写金额。', 'Give the amount.')
      return { basis: 'GENERAL_HAZARD', chosenFen: amountFen }
    }
  }
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
