import type { EntityManager } from '@mikro-orm/postgresql'
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

/** The steps of a report from first to last. */
export async function progressOf(
  em: EntityManager,
  reportId: string,
  language: Language,
): Promise<ProgressEntry[]> {
  const steps = await em.find(ProgressStep, { reportId }, { orderBy: { at: 'asc', id: 'asc' } })
  return steps.flatMap(({ state, at }) =>
    isPublicProgress(state) ? [{ state, label: progressLabels[state][language], at }] : [],
  )
}

function isPublicProgress(state: string): state is PublicProgress {
  return Object.hasOwn(progressLabels, state)
}
