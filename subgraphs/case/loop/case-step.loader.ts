import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { Language } from '../../../platform/language.js'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import { StoredCaseStep } from './case-step.entity.js'
import { StoredCase } from './case.entity.js'
import { toCaseStep, toHistoryEntry, type CaseHistoryEntry, type CaseStep } from './case-step.type.js'
import { StoredProceeding, toPositioned } from './proceeding.entity.js'
import { maySee, standOf } from './standing.js'
import { stepsFor } from './step-actor.js'

export type CaseStepLoaders = {
  /** What the viewer may do with a case now. */
  allowedSteps: DataLoader<string, CaseStep[]>
  /** What was done, first to last. */
  history: DataLoader<string, CaseHistoryEntry[]>
}

/** A few queries for a whole list of cases. */
export function createCaseStepLoaders(
  em: EntityManager,
  viewer: Viewer,
  language: Language,
): CaseStepLoaders {
  return {
    allowedSteps: new DataLoader(async (ids: readonly string[]) => {
      const steps = await allowedStepsOf(em, viewer, ids, language)
      return ids.map((id) => steps.get(id) ?? [])
    }),
    history: new DataLoader(async (ids: readonly string[]) => {
      if (!isStaffWho(viewer, 'READ_CASES')) return ids.map(() => [])
      const taken = await em.find(StoredCaseStep, { caseId: [...ids] }, { orderBy: { version: 'asc' } })
      const grouped = Map.groupBy(taken, ({ caseId }) => caseId)
      return ids.map((id) => (grouped.get(id) ?? []).map((step) => toHistoryEntry(step, language)))
    }),
  }
}

async function allowedStepsOf(
  em: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
  language: Language,
): Promise<Map<string, CaseStep[]>> {
  if (!isStaffWho(viewer, 'READ_CASES')) return new Map()
  const cases = await em.find(StoredCase, { id: [...ids] })
  const stand = await standOf(em, viewer, cases)
  const all = await em.find(StoredProceeding, { caseId: [...ids] })
  const grouped = Map.groupBy(all, ({ caseId }) => caseId)
  return new Map(
    cases
      .filter((stored) => maySee(stand, stored))
      .map((stored) => {
        const proceedings = (grouped.get(stored.id) ?? []).map(toPositioned)
        const verbs = stepsFor(viewer, stand, stored, { state: stored.state, proceedings })
        return [stored.id, verbs.map((verb) => toCaseStep(verb, language))]
      }),
  )
}
