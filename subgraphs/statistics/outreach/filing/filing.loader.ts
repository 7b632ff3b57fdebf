import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredFilingStep } from './filing.entity.js'
import { OutreachFilingRecord } from './filing.type.js'

export type RecordsLoader = DataLoader<string, OutreachFilingRecord[]>

export function createRecordsLoader(em: EntityManager): RecordsLoader {
  return new DataLoader(
    async (ids) => {
      const steps = await em.find(StoredFilingStep, { filingId: [...ids] }, { orderBy: { sequence: 'asc' } })
      const byFiling = Map.groupBy(steps, ({ filingId }) => filingId)
      return ids.map((id) => (byFiling.get(id) ?? []).map((step) => new OutreachFilingRecord(step)))
    },
    { cache: false },
  )
}
