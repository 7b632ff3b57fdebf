import type { EntityManager } from '@mikro-orm/postgresql'
import { StoredCaseOfficer } from '../assignment/case-officer.entity.js'
import type { StoredCase } from '../loop/case.entity.js'

/** 行政处罚法 and the orders of the provinces: fewer may not look into a matter. */
export const leastOfficers = 2

/** Accounts of who verifies a case, without who has fallen out by a conflict of interest. */
export async function teamOf(
  em: EntityManager,
  { id: caseId, excludedOfficers }: Pick<StoredCase, 'id' | 'excludedOfficers'>,
): Promise<string[]> {
  const officers = await em.find(
    StoredCaseOfficer,
    { caseId, verifies: true },
    { orderBy: { account: 'asc' }, refresh: true },
  )
  return officers.map(({ account }) => account).filter((account) => !excludedOfficers.includes(account))
}
