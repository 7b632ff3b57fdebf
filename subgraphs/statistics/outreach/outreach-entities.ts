import { StoredCampaign, StoredOutreachNotice, StoredPlan, StoredTask } from './campaign/campaign.entity.js'
import { StoredOutreachDocument } from './documents/document.entity.js'
import { StoredFigure, StoredFiling, StoredFilingStep } from './filing/filing.entity.js'
import { StoredOutreachRecord } from './records/record.entity.js'

/** Documents and their lives, which no event can rebuild, and the records they are prefilled from. */
export const outreachEntities = [
  StoredCampaign,
  StoredTask,
  StoredOutreachNotice,
  StoredPlan,
  StoredFiling,
  StoredFigure,
  StoredFilingStep,
  StoredOutreachRecord,
  StoredOutreachDocument,
]
