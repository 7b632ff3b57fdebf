import type { StrapiApp } from '@strapi/strapi/admin'
import { ReviewPanel } from './review/ReviewPanel'
import { MarksPanel } from './typical/MarksPanel'
import { tellWhatSavesRestOn } from './review/stale-draft'

type ContentManager = { apis: { addEditViewSidePanel: (panels: unknown[]) => void } }

/** What publicity staff have beside Strapi's own: review, schedule, history, preview, the record of what was done. */
export function addDeskPanels(app: StrapiApp): void {
  tellWhatSavesRestOn()
  const { apis } = app.getPlugin('content-manager') as unknown as ContentManager
  apis.addEditViewSidePanel([ReviewPanel, MarksPanel])
}
