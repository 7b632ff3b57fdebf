import { OptimisticLockError, type EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { CaseReport } from './case-report.entity.js'
import { caseStateLabels, CaseState } from './case-state.js'
import { StoredCase } from './case.entity.js'
import { toCaseType, type Case } from './case.type.js'
import { isUuid } from '../../shared/uuid.js'

/**
 * Accepts 受理 a case that is being screened; the fact and its event are one transaction.
 *
 * @throws AndonError NOT_FOUND for a case out of reach as for none, CONFLICT where it is past screening or somebody
 *   was faster
 */
export async function acceptReport(em: EntityManager, viewer: Viewer, caseId: string): Promise<Case> {
  const staff = requireStaff(viewer, 'SCREEN_REPORTS')
  if (!isUuid(caseId)) throw noSuchCase()
  const reach = await reachOf(em, staff)
  try {
    return await em.transactional(async (inner) => {
      const screened = await inner.findOne(StoredCase, { id: caseId })
      if (screened === null || !reaches(reach, screened)) throw noSuchCase()
      if (screened.state !== CaseState.SCREENING) throw alreadyPast(screened.state)
      const acceptedAt = new Date()
      inner.assign(screened, { state: CaseState.ACCEPTED, acceptedAt, acceptedBy: staff.subject })
      await recordAcceptance(inner, screened, acceptedAt)
      await inner.flush()
      return toCaseType(screened)
    })
  } catch (error) {
    if (error instanceof OptimisticLockError) throw alreadyPast(CaseState.ACCEPTED)
    throw error
  }
}

async function recordAcceptance(em: EntityManager, accepted: StoredCase, acceptedAt: Date): Promise<void> {
  const { id: caseId, regionCode, regionPath, authorityId, matterTypes, industryCode } = accepted
  const { excludedAuthorityIds } = accepted
  const links = await em.find(CaseReport, { caseId })
  recordEvent(em, {
    name: 'CaseAccepted',
    subject: caseId,
    occurredAt: acceptedAt,
    payload: {
      caseId,
      reportIds: links.map((link) => link.reportId),
      regionCode,
      regionPath,
      authorityId,
      excludedAuthorityIds,
      matterTypes,
      industryCode,
      acceptedAt: acceptedAt.toISOString(),
    },
  })
}

export function noSuchCase(): AndonError {
  return new AndonError(
    'NOT_FOUND',
    { zh: '没有这个案件，或不在您的管辖范围内。', en: 'There is no such case within your reach.' },
    { inputPath: 'caseId' },
  )
}

function alreadyPast(state: CaseState): AndonError {
  const label = caseStateLabels[state]
  return new AndonError(
    'CONFLICT',
    {
      zh: `案件${label.zh}，不能再次受理，请刷新后查看。`,
      en: `The case is ${label.en} and cannot be accepted again: reload it.`,
    },
    { inputPath: 'caseId', details: { allowed: [] } },
  )
}
