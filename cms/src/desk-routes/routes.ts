import type { Core } from '@strapi/strapi'
import { createAuditRoute } from '../audit/audit-routes'
import { createReviewDecision } from '../publication/review-decision'
import { createAccountRegionRoutes } from '../region-editors/account-region-routes'
import { createScheduleRoutes } from '../schedule/order-schedule'
import { createHistoryRoutes } from '../history/history-routes'
import { serveDeskRoutes } from './admin-route'
import { createDocumentState } from './document-state'

/** Everything the desk's own pages ask of the server, below `/desk`. */
export function openDeskRoutes(strapi: Core.Strapi): void {
  const regions = createAccountRegionRoutes(strapi)
  const history = createHistoryRoutes(strapi)
  const schedules = createScheduleRoutes(strapi)
  serveDeskRoutes(strapi, [
    ['GET', '/documents/:uid/:documentId', createDocumentState(strapi)],
    ['PUT', '/documents/:uid/:documentId/schedule', schedules.order],
    ['DELETE', '/documents/:uid/:documentId/schedule', schedules.cancel],
    ['POST', '/documents/:uid/:documentId/decisions', createReviewDecision(strapi)],
    ['GET', '/documents/:uid/:documentId/history', history.list],
    ['GET', '/documents/:uid/:documentId/history/:position', history.compare],
    ['POST', '/documents/:uid/:documentId/history/:position/restore', history.restore],
    ['GET', '/record', createAuditRoute(strapi)],
    ['GET', '/region-editors', regions.list],
    ['PUT', '/region-editors/:accountId', regions.assign],
  ])
}
