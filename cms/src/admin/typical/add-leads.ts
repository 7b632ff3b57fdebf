import { Archive } from '@strapi/icons'
import type { StrapiApp } from '@strapi/strapi/admin'

const readTypicalCases = {
  action: 'plugin::content-manager.explorer.read',
  subject: 'api::case-publication.case-publication',
}

/** The inbox of typical cases, in the menu of everybody who may read them. */
export function addLeads(app: StrapiApp): void {
  app.addMenuLink({
    to: 'desk/case-leads',
    icon: Archive,
    intlLabel: { id: 'desk.case-leads', defaultMessage: '典型案例线索' },
    permissions: [readTypicalCases],
    position: 3,
    Component: () => import('./LeadsPage'),
  } as never)
}
