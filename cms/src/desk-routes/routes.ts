import type { Core } from '@strapi/strapi'
import { createAuditRoute } from '../audit/audit-routes'
import { createMarkRoutes } from '../marking/mark-routes'
import { createNominationRoutes } from '../nominations/nomination-routes'
import { createReviewDecision } from '../publication/review-decision'
import { createAccountRegionRoutes } from '../region-editors/account-region-routes'
import type { FileSeal } from '../files/file-seal'
import { createPreviewLink, servePreviews } from '../preview/preview-routes'
import { createPreviewSeal } from '../preview/preview-seal'
import type { Settings } from '../settings'
import { createScheduleRoutes } from '../schedule/order-schedule'
import { createHistoryRoutes } from '../history/history-routes'
import { createStartPage } from '../start-page/start-page'
import type { PosterRoutes } from '../posters/poster-routes'
import { serveDeskRoutes } from './admin-route'
import { createDocumentState } from './document-state'

/** Everything the desk's own pages ask of the server, below `/desk`. */
export function openDeskRoutes(strapi: Core.Strapi, fileSeal: FileSeal, posters: PosterRoutes): void {
  const regions = createAccountRegionRoutes(strapi)
  const settings = strapi.config.get<Settings>('andon')
  const previews = {
    seal: createPreviewSeal(settings.ADMIN_JWT_SECRET),
    fileSeal,
    secureCookie: settings.CMS_PUBLIC_URL?.startsWith('https:') === true,
  }
  servePreviews(strapi, previews)
  const history = createHistoryRoutes(strapi)
  const schedules = createScheduleRoutes(strapi)
  const marks = createMarkRoutes(strapi)
  const leads = createNominationRoutes(strapi)
  serveDeskRoutes(strapi, [
    ['GET', '/start', createStartPage(strapi)],
    ['GET', '/documents/:uid/:documentId', createDocumentState(strapi)],
    ['PUT', '/documents/:uid/:documentId/schedule', schedules.order],
    ['DELETE', '/documents/:uid/:documentId/schedule', schedules.cancel],
    ['GET', '/case-publications/:documentId/marks', marks.list],
    ['POST', '/case-publications/:documentId/marks', marks.decide],
    ['GET', '/case-leads', leads.list],
    ['POST', '/case-leads/:summaryId/publications', leads.write],
    ['POST', '/case-leads/:summaryId/settle', leads.settle],
    ['POST', '/documents/:uid/:documentId/decisions', createReviewDecision(strapi)],
    ['POST', '/documents/:uid/:documentId/preview', createPreviewLink(strapi, previews)],
    ['GET', '/documents/:uid/:documentId/history', history.list],
    ['GET', '/documents/:uid/:documentId/history/:position', history.compare],
    ['POST', '/documents/:uid/:documentId/history/:position/restore', history.restore],
    ['GET', '/record', createAuditRoute(strapi)],
    ['GET', '/region-editors', regions.list],
    ['PUT', '/region-editors/:accountId', regions.assign],
    ['GET', '/posters/choices', posters.choices],
    ['GET', '/posters/placements', posters.placements],
    ['GET', '/posters/preview', posters.preview],
    ['GET', '/posters/sheet', posters.sheet],
    ['POST', '/posters/program-codes', posters.programCode],
    ['GET', '/posters/batches', posters.batches],
    ['POST', '/posters/batches', posters.startBatch],
    ['GET', '/posters/batches/:id', posters.batch],
    ['DELETE', '/posters/batches/:id', posters.removeBatch],
    ['GET', '/posters/batches/:id/file', posters.batchFile],
  ])
}
