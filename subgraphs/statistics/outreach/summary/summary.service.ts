import { StoredFigure, type StoredFiling } from '../filing/filing.entity.js'
import { saveFiling, type FilingScene, type OutreachDesk } from '../filing/filing.service.js'
import type { PhoneSeal } from '../phone.js'
import type { Figure } from './figures.js'
import { applyChange, requireFigure, requirePhone, type SummaryChange } from './summary-content.js'

/**
 * Keeps what somebody wrote in the summary of the own authority.
 *
 * @param request.expectedVersion 0 where there is none yet
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT
 */
export function saveSummary(
  desk: OutreachDesk & { phones: PhoneSeal },
  request: { campaignId: string; expectedVersion: number; change: SummaryChange },
): Promise<StoredFiling> {
  const { change, ...of } = request
  return saveFiling(desk, { ...of, kind: 'SUMMARY' }, async (scene) => {
    const { filing } = scene
    filing.content = applyChange(filing.content, change)
    if (change.phone !== undefined)
      filing.sealedPhone =
        change.phone === null ? null : desk.phones.seal(filing.id, requirePhone(change.phone))
    for (const [figure, entered] of Object.entries(change.figures) as [Figure, number | null][])
      await enter(scene, figure, entered)
  })
}

/** A hand's figure goes before what the records give; null goes back to them. */
async function enter(
  { em, filing, seat, now }: FilingScene,
  figure: Figure,
  entered: number | null,
): Promise<void> {
  if (entered !== null) requireFigure(figure, entered)
  const known = await em.findOne(StoredFigure, { filingId: filing.id, figure })
  if ((known?.entered ?? null) === entered) return
  const enteredBy = seat.subject
  await em.upsert(StoredFigure, { filingId: filing.id, figure, entered, enteredBy, enteredAt: now })
}
