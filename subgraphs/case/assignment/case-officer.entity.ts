import { defineEntity, p } from '@mikro-orm/postgresql'
import type { CaseOfficerRole } from './case-officer.type.js'

const StoredCaseOfficerSchema = defineEntity({
  name: 'StoredCaseOfficer',
  tableName: 'case_officer',
  properties: {
    caseId: p.uuid().primary(),
    /** Subject of the sign-in. */
    account: p.string().length(200).primary(),
    role: p.string().length(24).$type<CaseOfficerRole>(),
    /** One of the enforcement officers who verify it. */
    verifies: p.boolean().default(false),
    namedBy: p.string().length(200),
    namedAt: p.datetime(),
  },
})

/** Who is named for a case now; who was before stands in its assignments. */
export class StoredCaseOfficer extends StoredCaseOfficerSchema.class {}
StoredCaseOfficerSchema.setClass(StoredCaseOfficer)
