import { randomUUID } from 'node:crypto'
import { eventually } from './cms'
import type { Databases } from './databases'

export type Lead = { summaryId: string; caseId: string }

/** Facts of an invented case, as the case subgraph tells them. */
export const someFacts = {
  year: 2026,
  month: 7,
  conclusion: 'SUBSTANTIATED',
  accidentLevel: null,
  hazardLevel: 'MAJOR',
  measures: ['FINE', 'STOP_PRODUCTION'],
  penalty: { fromFen: '10000000', toFen: '30000000' },
  reward: { fromFen: '1500000', toFen: '1500000' },
  legalBasis: ['WORK_SAFETY_LAW', 'REWARD_MEASURES'],
  consentNeeded: true,
}

/** Puts facts of other subgraphs into the log, as their relays do. */
export async function appendToLog(
  databases: Databases,
  ...events: { name: string; payload: object; id?: string }[]
): Promise<void> {
  const entries = events.map(({ id = randomUUID(), ...event }) => ({
    ...{ id, producer: 'case', subject: randomUUID(), occurredAt: '2026-08-01T00:00:00.000Z' },
    ...event,
  }))
  await databases.events('SELECT events.append($1::jsonb)', [JSON.stringify(entries)])
}

export const prepared = (lead: Lead, more: object = {}): { name: string; payload: object } => ({
  name: 'CaseSummaryPrepared',
  payload: {
    ...lead,
    regionCode: '410100',
    matterTypes: ['MAJOR_HAZARD'],
    industryCode: 'COAL_MINE',
    facts: someFacts,
    ...more,
  },
})

export const withdrawn = ({ summaryId, caseId }: Lead, ground = 'CONSENT_WITHDRAWN') => ({
  name: 'CaseSummaryWithdrawn',
  payload: { summaryId, caseId, ground, at: '2026-08-02T00:00:00.000Z' },
})

export const aLead = (caseId: string = randomUUID()): Lead => ({ summaryId: randomUUID(), caseId })

/** A case is nominated, and the desk has heard of it. */
export async function nominate(databases: Databases, more: object = {}, caseId?: string): Promise<Lead> {
  const lead = aLead(caseId)
  await appendToLog(databases, prepared(lead, more))
  await eventually(
    () => databases.cms('SELECT 1 FROM case_nominations WHERE summary_id = $1', [lead.summaryId]),
    (rows) => rows.length === 1,
  )
  return lead
}
