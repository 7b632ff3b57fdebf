import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { AccidentLevel } from '../../shared/dictionary/matter.js'
import { StoredConclusion } from '../verification/conclusion.entity.js'
import { StoredPenalty } from '../verification/penalty.entity.js'
import { MeasureKind } from '../verification/penalty.type.js'

/** What verification established, as far as a reward goes by it. */
export type Verified = {
  /** Null where there was no accident. */
  level: AccidentLevel | null
  /** Not how many died, and not how many were reported. */
  concealedDeaths: number
  /** All fines on record. */
  finesFen: bigint
}

/** @throws AndonError CONFLICT where there is no conclusion on record */
export async function verifiedFigures(em: EntityManager, caseId: string): Promise<Verified> {
  const [conclusion] = await em.find(
    StoredConclusion,
    { caseId },
    { orderBy: { concludedAt: 'desc', id: 'desc' }, limit: 1 },
  )
  if (conclusion === undefined)
    throw new AndonError('CONFLICT', {
      zh: '没有核查结论的记录，不能认定奖励。',
      en: 'There is no conclusion on record to go by.',
    })
  const fines = await em.find(StoredPenalty, { caseId, kind: MeasureKind.FINE })
  const finesFen = fines.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n)
  const { accidentLevel, concealedDeaths } = conclusion
  return { level: accidentLevel ?? null, concealedDeaths, finesFen }
}
