import type { EntityManager } from '@mikro-orm/postgresql'
import type { Log } from '../../../../platform/log.js'
import type { NameRegions } from '../../references/region-names.js'
import { StoredCampaign } from '../campaign/campaign.entity.js'
import { StoredFiling } from '../filing/filing.entity.js'
import { FilingState, uncheckedStates, writableStates } from '../filing/filing-table.js'
import type { PhoneSeal } from '../phone.js'
import { mapFigures, type Figures } from '../summary/figures.js'
import type { SummaryContent } from '../summary/summary-content.js'
import { viewEditions, viewSummaries, type SummaryView } from '../summary/summary-view.js'

/** What a summary is gathered with. */
export type PaperMeans = { em: EntityManager; phones: PhoneSeal; nameRegions: NameRegions; log: Log }

/** One line of the list of those below. */
export type PaperRow = {
  organisation: string
  figures: Figures
  state: string
  note: string
  filledBy: string
}

/** A summary as it goes on paper. */
export type SummaryPaper = {
  content: SummaryContent
  phone: string
  filledAt: Date | null
  isUnchecked: boolean
  own: Figures
  totals: Figures
  below: PaperRow[]
  /** Who submitted nothing, by the place it answers for. */
  missing: string[]
}

/** Gathers it: what is frozen stands with the documents it was added up from, not with newer ones. */
export async function gatherSummary(means: PaperMeans, filing: StoredFiling): Promise<SummaryPaper> {
  const { em, phones } = means
  const { authorityId, campaignId } = filing
  const campaign = await em.findOneOrFail(StoredCampaign, { id: campaignId })
  const views = await viewSummaries(em, campaign, { authorityIds: [authorityId], ownId: authorityId })
  const view = views.get(authorityId)
  if (view === undefined) throw new Error('an authority with a filing is known')
  // An older edition is asked for by its id; what is shown is that one and not the newest.
  const shown = view.filing?.id === filing.id ? view : await viewEdition(em, campaign, filing)
  const included = writableStates.includes(filing.state) ? shown.belowNow.included : filing.included
  const below = await rowsOf(
    em,
    campaign,
    included.map(({ filingId }) => filingId),
  )
  return {
    content: filing.content,
    phone: filing.sealedPhone == null ? '' : phones.open(filing.id, filing.sealedPhone),
    filledAt: filing.filledAt ?? null,
    isUnchecked: uncheckedStates.includes(filing.state),
    own: mapFigures((figure) => shown.amounts[figure].own),
    totals: mapFigures((figure) => shown.amounts[figure].total),
    below,
    missing: await missingBelow(
      means,
      filing,
      shown.authority.regionCode ?? null,
      new Set(included.map((one) => one.authorityId)),
    ),
  }
}

async function viewEdition(
  em: EntityManager,
  campaign: StoredCampaign,
  filing: StoredFiling,
): Promise<SummaryView> {
  const [view] = await viewEditions(em, campaign, [filing])
  if (view === undefined) throw new Error('a filing belongs to a known authority')
  return view
}

async function rowsOf(em: EntityManager, campaign: StoredCampaign, filingIds: string[]): Promise<PaperRow[]> {
  const filings = await em.find(StoredFiling, { id: filingIds })
  const views = await viewEditions(em, campaign, filings)
  return views
    .toSorted((a, b) => (a.authority.regionCode ?? '').localeCompare(b.authority.regionCode ?? ''))
    .map(({ filing, amounts }) => {
      const { organisation, otherActivitiesNote, filledBy } = (filing?.content ?? {}) as SummaryContent
      return {
        organisation: organisation ?? '',
        figures: mapFigures((figure) => amounts[figure].total),
        state: filing?.state === FilingState.SEALED ? '已盖章' : '已报送',
        note: otherActivitiesNote ?? '',
        filledBy: filledBy ?? '',
      }
    })
}

type Child = { authority_id: string; region_code: string | null; organisation: string | null }

/** By the name it gave itself before, or that of its place. */
async function missingBelow(
  means: PaperMeans,
  filing: StoredFiling,
  regionCode: string | null,
  there: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await means.em.execute<Child[]>(
    `SELECT child.authority_id, child.region_code,
       (SELECT known.content ->> 'organisation' FROM statistics.outreach_filing known
        WHERE known.authority_id = child.authority_id AND known.state IN ('SUBMITTED', 'SEALED')
        ORDER BY known.created_at DESC LIMIT 1) AS organisation
     FROM statistics.authority_reach child
     JOIN statistics.outreach_task task
       ON task.authority_id = child.authority_id AND task.campaign_id = ? AND task.kind = 'SUMMARY'
     WHERE child.parent_authority_id = ? AND (child.closed_on IS NULL OR task.first_submitted_at IS NOT NULL)
     ORDER BY child.region_code, child.authority_id`,
    [filing.campaignId, filing.authorityId],
  )
  const missing = rows.filter((row) => !there.has(row.authority_id))
  const names = missing.length === 0 || regionCode === null ? new Map() : await namesBelow(means, regionCode)
  return missing.map((row) => {
    const place: unknown = names.get(row.region_code ?? '')
    const named = typeof place === 'string' ? place : `地区代码 ${row.region_code ?? '无'} 的`
    return row.organisation ?? `${named}应急管理部门`
  })
}

/** Without region a form still comes out, with codes for names. */
async function namesBelow(
  { nameRegions, log }: PaperMeans,
  regionCode: string,
): Promise<Map<string, string>> {
  try {
    const names = await nameRegions(regionCode)
    return new Map((names?.children ?? []).map(({ code, name }) => [code, name]))
  } catch (error) {
    log.warn({ err: error }, 'regions have no names on paper')
    return new Map()
  }
}
