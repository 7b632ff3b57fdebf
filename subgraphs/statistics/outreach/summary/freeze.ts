import { StoredFigure } from '../filing/filing.entity.js'
import type { FilingScene } from '../filing/filing.service.js'
import { mapFigures, figureNames } from './figures.js'
import { requireComplete, shortcomingsOf } from './summary-content.js'
import { viewSummaries, type SummaryView } from './summary-view.js'

/** What a form still wants before it can be checked. */
export function shortcomingsOfView({ filing, amounts }: Pick<SummaryView, 'filing' | 'amounts'>) {
  const totals = mapFigures((figure) => amounts[figure].total)
  return shortcomingsOf(filing?.content ?? {}, totals, filing?.sealedPhone != null)
}

/**
 * Lets a summary stand as it is shown now: what was prefilled, and the sum of the authorities below with the documents
 * it was made of. What is checked is what is submitted.
 *
 * @throws AndonError BAD_USER_INPUT where something is missing
 */
export async function freezeSummary({ em, filing, campaign }: FilingScene): Promise<void> {
  const { authorityId } = filing
  const views = await viewSummaries(em, campaign, { authorityIds: [authorityId], ownId: authorityId })
  const view = views.get(authorityId)
  if (view === undefined) throw new Error('an authority with a filing is known')
  requireComplete(shortcomingsOfView(view))
  for (const figure of figureNames) {
    const { prefilled, below } = view.amounts[figure]
    await em.upsert(StoredFigure, { filingId: filing.id, figure, prefilled, below })
  }
  filing.included = view.belowNow.included
}
