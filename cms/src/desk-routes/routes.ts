import type { Core } from '@strapi/strapi'
import { createReviewDecision } from '../publication/review-decision'
import { createAccountRegionRoutes } from '../region-editors/account-region-routes'
import { serveDeskRoutes } from './admin-route'

/** Everything the desk's own pages ask of the server, below `/desk`. */
export function openDeskRoutes(strapi: Core.Strapi): void {
  const regions = createAccountRegionRoutes(strapi)
  serveDeskRoutes(strapi, [
    ['POST', '/documents/:uid/:documentId/decisions', createReviewDecision(strapi)],
    ['GET', '/region-editors', regions.list],
    ['PUT', '/region-editors/:accountId', regions.assign],
  ])
}
