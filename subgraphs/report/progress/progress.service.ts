import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { randomUUID } from 'node:crypto'
import type { Language } from '../../../platform/language.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { ProgressStep } from './progress-step.entity.js'
import { progressLabels, PublicProgress, type ProgressEntry } from './progress.type.js'

/** Turns what happens to a case into what its reporters may see. */
export const progressHandlers: EventHandlers = {
  CaseAccepted: (em, { id, payload }) => {
    for (const reportId of payload.reportIds) {
      recordProgress(em, {
        reportId,
        state: PublicProgress.ACCEPTED,
        at: new Date(payload.acceptedAt),
        eventId: id,
      })
    }
  },
}

export function recordProgress(
  em: EntityManager,
  step: { reportId: string; state: PublicProgress; at: Date; eventId: string | null },
): void {
  em.persist(em.create(ProgressStep, { id: randomUUID(), ...step }))
}

export type ProgressLoader = DataLoader<string, ProgressEntry[]>

/** The steps of reports from first to last. One query a request, however many reports. */
export function createProgressLoader(em: EntityManager, language: Language): ProgressLoader {
  return new DataLoader(async (reportIds: readonly string[]) => {
    const steps = await em.find(
      ProgressStep,
      { reportId: [...reportIds] },
      { orderBy: { at: 'asc', id: 'asc' } },
    )
    const grouped = Map.groupBy(steps, (step) => step.reportId)
    return reportIds.map((id) => (grouped.get(id) ?? []).flatMap((step) => toEntry(step, language)))
  })
}

function toEntry({ state, at }: ProgressStep, language: Language): ProgressEntry[] {
  return isPublicProgress(state) ? [{ state, label: progressLabels[state][language], at }] : []
}

function isPublicProgress(state: string): state is PublicProgress {
  return Object.hasOwn(progressLabels, state)
}
