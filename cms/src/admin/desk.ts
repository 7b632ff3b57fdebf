import { ClockCounterClockwise } from '@strapi/icons'
import type { StrapiApp } from '@strapi/strapi/admin'
import { HistoryPanel } from './history/HistoryPanel'
import { PreviewPanel } from './preview/PreviewPanel'
import { ReviewPanel } from './review/ReviewPanel'
import { MarksPanel } from './typical/MarksPanel'
import { tellWhatSavesRestOn } from './review/stale-draft'

type Panel = { name?: string; type?: string }
type ContentManager = { apis: { addEditViewSidePanel: (change: (panels: Panel[]) => Panel[]) => void } }

/** What publicity staff have beside Strapi's own: preview, review, schedule, history. */
export function addDeskPanels(app: StrapiApp): void {
  tellWhatSavesRestOn()
  const { apis } = app.getPlugin('content-manager') as unknown as ContentManager
  // Of Strapi's panels only the buttons: its preview wants a site of its own, and others belong to the paid edition.
  apis.addEditViewSidePanel((panels) => [
    ...panels.filter(({ type }) => type === 'actions'),
    ReviewPanel as Panel,
    MarksPanel as Panel,
    PreviewPanel as Panel,
    HistoryPanel as Panel,
  ])
}

/** Pages of the administrator; the menu shows them to who may open them. */
export function addDeskPages(app: StrapiApp): void {
  app.addMenuLink({
    to: 'record',
    icon: ClockCounterClockwise,
    intlLabel: { id: 'desk.record', defaultMessage: '操作记录' },
    permissions: [{ action: 'admin::desk.audit.read', subject: null }],
    Component: () => import('./audit/RecordPage'),
  })
  const section = { id: 'desk', intlLabel: { id: 'desk.settings', defaultMessage: '宣传发布台' } }
  app.addSettingsLink(section, {
    id: 'region-editors',
    to: 'region-editors',
    intlLabel: { id: 'desk.region-editors', defaultMessage: '地区编辑' },
    permissions: [{ action: 'admin::desk.regions.update', subject: null }],
    Component: () => import('./region-editors'),
  })
}
