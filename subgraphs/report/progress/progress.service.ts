import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { randomUUID } from 'node:crypto'
import type { Language } from '../../../platform/language.js'
import { eventCatalogue, type DomainEvent, type EventName } from '../../shared/events/catalogue.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { StoredReport } from '../intake/report.entity.js'
import { queueNotice } from '../notices/queue-notice.js'
import { ProgressStep } from './progress-step.entity.js'
import type { PublicProgress } from './progress.type.js'
import { progressLabels, type ProgressEntry } from './progress.type.js'

/** Every event of case that says what reporters see; the state table of case decides what. */
type TellingEvent = DomainEvent & {
  payload: { progress: PublicProgress | null; reportIds: string[]; at?: string }
}

const telling = (Object.keys(eventCatalogue) as EventName[]).filter(
  (name) => 'progress' in eventCatalogue[name].payload.shape,
)

/** Turns what happens to a case into what its reporters may see. */
export const progressHandlers: EventHandlers = Object.fromEntries(
  telling.map((name) => [name, (em: EntityManager, event: DomainEvent) => follow(em, event as TellingEvent)]),
)

/** The one report the event is about, or all of the case; a report that was withdrawn is told nothing more. */
async function follow(em: EntityManager, { id, occurredAt, payload }: TellingEvent): Promise<void> {
  const { progress, reportIds, at = occurredAt } = payload
  if (progress === null) return
  const concerned = 'reportId' in payload ? [payload.reportId] : reportIds
  const reports = await em.find(StoredReport, { id: concerned, withdrawnAt: null }, { fields: ['id'] })
  for (const { id: reportId } of reports) {
    const causeId = recordProgress(em, { reportId, state: progress, at: new Date(at), eventId: id })
    await queueNotice(em, { reportId, causeId })
  }
}

/** @returns id of the step */
export function recordProgress(
  em: EntityManager,
  step: { reportId: string; state: PublicProgress; at: Date; eventId: string | null },
): string {
  const id = randomUUID()
  em.persist(em.create(ProgressStep, { id, ...step }))
  return id
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
