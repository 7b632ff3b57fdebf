import type { Core } from '@strapi/strapi'
import { imageIndexes, imagesFunction } from '../files/public-files'
import { searchFunctions, searchIndexes } from '../content-subgraph/search-words'

const indexes = [
  `CREATE INDEX IF NOT EXISTS notices_public_idx ON notices (published_at DESC, document_id DESC)
     WHERE published_at IS NOT NULL AND disclosure = 'ACTIVE'`,
  `CREATE INDEX IF NOT EXISTS notices_public_region_idx ON notices (region_code, published_at DESC, document_id DESC)
     WHERE published_at IS NOT NULL AND disclosure = 'ACTIVE'`,
  `CREATE INDEX IF NOT EXISTS case_publications_public_idx ON case_publications (published_at DESC, document_id DESC)
     WHERE published_at IS NOT NULL AND disclosure = 'ACTIVE'`,
  `CREATE INDEX IF NOT EXISTS case_publications_case_idx ON case_publications (case_id)
     WHERE published_at IS NOT NULL AND disclosure = 'ACTIVE'`,
]

/** Strapi knows no partial indexes; public reads need these, and they stay small. Strapi leaves alone what it did not make. */
export async function createIndexes(strapi: Core.Strapi): Promise<void> {
  for (const sql of [...indexes, imagesFunction, ...imageIndexes, ...searchFunctions, ...searchIndexes])
    await strapi.db.connection.raw(sql)
}
