import { randomUUID } from 'node:crypto'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { openDeadline } from '../deadlines/deadline.service.js'
import { CaseReport } from './case-report.entity.js'
import { CaseState } from './case-state.js'
import { StoredCase } from './case.entity.js'

/** Every report submitted opens one case in screening 甄别. */
export const openingHandlers: EventHandlers = {
  ReportSubmitted: async (em, { payload, occurredAt }) => {
    const { reportId, regionCode, regionPath, authorityId, industryCode, matterTypes } = payload
    const { excludedAuthorityIds } = payload
    const opened = em.create(StoredCase, {
      id: randomUUID(),
      state: CaseState.SCREENING,
      regionCode,
      regionPath,
      authorityId,
      excludedAuthorityIds,
      matterTypes,
      industryCode,
      openedAt: occurredAt,
      changedAt: occurredAt,
    })
    const { mode, reporterKind, channel, submittedAt } = payload
    const link = { reportId, caseId: opened.id, openedCaseId: opened.id, mode, reporterKind, channel }
    em.persist([opened, em.create(CaseReport, { ...link, submittedAt: new Date(submittedAt) })])
    await em.flush()
    await openDeadline(em, opened, { kind: 'ACCEPTANCE', at: occurredAt })
    recordEvent(em, {
      name: 'CaseOpened',
      subject: opened.id,
      occurredAt,
      payload: {
        caseId: opened.id,
        reportIds: [reportId],
        regionCode,
        regionPath,
        authorityId,
        excludedAuthorityIds,
        matterTypes,
        industryCode,
        channel,
        openedAt: occurredAt.toISOString(),
      },
    })
  },
}
