import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { StoredCaseOfficer } from '../assignment/case-officer.entity.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import type { SealedText } from '../texts/case-texts.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { StoredConclusion } from './conclusion.entity.js'
import { StoredHazardCriterion, StoredHazardFinding } from './hazard.entity.js'
import { StoredPenalty } from './penalty.entity.js'
import type { Penalty } from './penalty.type.js'
import { toConclusions, toHazards, toPenalty, toTask, toVisit } from './present-verification.js'
import { StoredSiteVisit } from './site-visit.entity.js'
import { StoredVerificationTask } from './verification-task.entity.js'
import { wordsOf } from './verification-texts.js'
import type { CaseVerification } from './verification.type.js'

export type VerificationLoaders = {
  /** Null for who is no case worker. */
  verifications: DataLoader<string, CaseVerification | null>
  penalties: DataLoader<string, Penalty[]>
}

/** A few queries for a whole list of cases the viewer may see. */
export function createVerificationLoaders(reader: TextReader): VerificationLoaders {
  return {
    verifications: new DataLoader(async (ids: readonly string[]) => {
      if (!isStaffWho(reader.viewer, 'READ_CASES')) return ids.map(() => null)
      const rows = await rowsOf(reader.em, ids)
      const words = await openLooks(reader, sealedIn(rows))
      return ids.map((id) => ({
        officers: of(rows.officers, id).map(({ account }) => account),
        tasks: of(rows.tasks, id).map((task) => toTask(task, rows.states, words)),
        siteVisits: of(rows.visits, id).map((visit) => toVisit(visit, words)),
        hazards: toHazards(of(rows.hazards, id), rows.criteria, words),
        conclusions: toConclusions(of(rows.conclusions, id), words),
      }))
    }),
    penalties: new DataLoader(async (ids: readonly string[]) => {
      if (!isStaffWho(reader.viewer, 'READ_CASES')) return ids.map(() => [])
      const orderBy = { recordedAt: 'asc', id: 'asc' } as const
      const found = await reader.em.find(StoredPenalty, { caseId: [...ids] }, { orderBy })
      const words = await openLooks(reader, found.flatMap(sealedInPenalty))
      return ids.map((id) => of(found, id).map((penalty) => toPenalty(penalty, words)))
    }),
  }
}

function of<Row extends { caseId: string }>(rows: readonly Row[], id: string): Row[] {
  return rows.filter(({ caseId }) => caseId === id)
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

async function rowsOf(em: EntityManager, ids: readonly string[]) {
  const where = { caseId: [...ids] }
  const tasks = await em.find(StoredVerificationTask, where, { orderBy: { openedAt: 'asc', id: 'asc' } })
  const states = await em.find(StoredProceeding, { id: tasks.map(({ id }) => id) })
  const hazards = await em.find(StoredHazardFinding, where, { orderBy: { setAt: 'asc', id: 'asc' } })
  const criteria = await em.find(StoredHazardCriterion, { id: hazards.map(({ criterionId }) => criterionId) })
  return {
    officers: await em.find(StoredCaseOfficer, { ...where, verifies: true }, { orderBy: { account: 'asc' } }),
    tasks,
    states: new Map(states.map(({ id, state }) => [id, state])),
    visits: await em.find(StoredSiteVisit, where, { orderBy: { beganAt: 'asc', id: 'asc' } }),
    hazards,
    criteria: new Map(criteria.map((criterion) => [criterion.id, criterion])),
    conclusions: await em.find(StoredConclusion, where, { orderBy: { concludedAt: 'asc', id: 'asc' } }),
  }
}

type Row = { id: string; caseId: string }

function text(row: Row, name: keyof typeof wordsOf, sealed: Uint8Array | null | undefined): SealedText[] {
  if (sealed == null) return []
  return [{ caseId: row.caseId, place: { ...wordsOf[name], rowId: row.id }, sealed }]
}

function sealedIn({ tasks, visits, hazards, conclusions }: Rows): SealedText[] {
  return [
    ...tasks.flatMap((task) => [
      ...text(task, 'task', task.sealedContent),
      ...text(task, 'taskFindings', task.sealedFindings),
    ]),
    ...visits.flatMap((visit) => [
      ...text(visit, 'visitPlace', visit.sealedPlace),
      ...text(visit, 'visitFindings', visit.sealedFindings),
    ]),
    ...hazards.flatMap((hazard) => text(hazard, 'hazard', hazard.sealedReason)),
    ...conclusions.flatMap((one) => text(one, 'conclusion', one.sealedFindings)),
  ]
}

function sealedInPenalty(penalty: StoredPenalty): SealedText[] {
  return [
    ...text(penalty, 'decisionNumber', penalty.sealedDecisionNumber),
    ...text(penalty, 'unit', penalty.sealedUnit),
  ]
}
