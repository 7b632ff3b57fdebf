import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { vouchFor } from '../desk/row-security.js'
import { isUuid } from '../../shared/uuid.js'
import type { Neighbours } from './neighbours.js'

type Asking = { em: EntityManager; viewer: Viewer; neighbours: Pick<Neighbours, 'report'> }

/**
 * The desk of a request as that of the reporter of one report: by receipt, or signed in as the citizen whom report says
 * it is of. From here on nobody knows of an account: neither a step nor the audit chain links two reports of a person.
 * Who is neither is left as is, for the step to refuse.
 *
 * @param named the argument `reportId`; a receipt session needs none and has no other
 * @throws AndonError BAD_USER_INPUT where a citizen names none, NOT_FOUND where it is somebody else’s or is not there
 */
export async function asReporter<Desk extends Asking>(desk: Desk, named: string | null): Promise<Desk> {
  const { em, viewer, neighbours } = desk
  const reportId = named?.toLowerCase()
  if (viewer.kind === 'REPORTER' && reportId !== undefined && reportId !== viewer.reportId)
    throw noSuchReport()
  if (viewer.kind !== 'CITIZEN') return desk
  if (reportId === undefined) throw new AndonError('BAD_USER_INPUT', nameIt, { inputPath: 'reportId' })
  const { citizenId } = viewer
  if (!isUuid(reportId) || !(await neighbours.report.ownsReport({ citizenId, reportId })))
    throw noSuchReport()
  vouchFor(em, reportId)
  return { ...desk, viewer: { kind: 'REPORTER', reportId } }
}

function noSuchReport(): AndonError {
  return new AndonError('NOT_FOUND', undefined, { inputPath: 'reportId' })
}

const nameIt = {
  zh: '请指明是哪一件举报（reportId）。',
  en: 'Say which of your reports you mean (reportId).',
}
