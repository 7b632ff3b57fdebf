import { defineEntity, p } from '@mikro-orm/postgresql'
import type { CaseFilter } from '../desk/case-filter.input.js'
import type { ExportFormat } from './case-export.type.js'

const StoredCaseExportSchema = defineEntity({
  name: 'StoredCaseExport',
  tableName: 'case_export',
  properties: {
    id: p.uuid().primary(),
    /** Of the address it is fetched at: who reads this table fetches nothing. */
    tokenHash: p.blob(),
    subject: p.string().length(200),
    authorityId: p.uuid(),
    roles: p.array(),
    filter: p.json<CaseFilter>(),
    format: p.string().length(8).$type<ExportFormat>(),
    askedAt: p.datetime(),
    expiresAt: p.datetime(),
    /** It is fetched once. */
    fetchedAt: p.datetime().nullable(),
  },
})

/** A list of cases somebody asked for as a file; the file is made while it is fetched, and kept nowhere. */
export class StoredCaseExport extends StoredCaseExportSchema.class {}
StoredCaseExportSchema.setClass(StoredCaseExport)
