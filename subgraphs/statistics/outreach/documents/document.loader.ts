import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredOutreachDocument } from './document.entity.js'
import { OutreachDocument } from './document.type.js'

export type DocumentsLoader = DataLoader<string, OutreachDocument[]>

export function createDocumentsLoader(em: EntityManager): DocumentsLoader {
  return new DataLoader(
    async (ids) => {
      const given = { filingId: [...ids], sha256: { $ne: null } }
      const rows = await em.find(StoredOutreachDocument, given, { orderBy: { askedAt: 'asc', id: 'asc' } })
      const byFiling = Map.groupBy(rows, ({ filingId }) => filingId)
      return ids.map((id) => (byFiling.get(id) ?? []).map((row) => new OutreachDocument(row)))
    },
    { cache: false },
  )
}
