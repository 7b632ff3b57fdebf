import type { EntityManager } from '@mikro-orm/postgresql'
import { AuthorityReach } from '../../../shared/reach/authority-reach.entity.js'
import { StoredTask, type StoredCampaign } from '../campaign/campaign.entity.js'
import { StoredFigure, StoredFiling, type Included } from '../filing/filing.entity.js'
import { countingStates, writableStates } from '../filing/filing-table.js'
import { nothingRecorded, prefillOf, type Prefill } from '../records/prefill.js'
import { addFigures, figureNames, zeroFigures, type Figure, type Figures } from './figures.js'

export type Amount = {
  prefilled: number | null
  entered: number | null
  enteredBy: string | null
  enteredAt: Date | null
  own: number
  below: number
  total: number
}

export type Amounts = Record<Figure, Amount>

/** A summary with everything that stands in it: what was frozen, and what still follows the records. */
export type SummaryView = {
  campaign: StoredCampaign
  authority: AuthorityReach
  task: StoredTask | null
  /** The newest edition; for those above, the newest that was submitted. */
  filing: StoredFiling | null
  amounts: Amounts
  prefill: Prefill
  /** What those below have submitted by now. */
  belowNow: Below
  /** Whether what was frozen is still the sum of what the authorities below have submitted. */
  isSumCurrent: boolean
}

/** What the authorities below one have submitted, added up. */
export type Below = { figures: Figures; included: Included[] }

const nothingBelow: Below = { figures: { ...zeroFigures }, included: [] }

/**
 * The summaries of some authorities in one campaign, by a fixed number of queries however many there are.
 *
 * @param ownId sees its own drafts; of the others what was submitted
 */
export async function viewSummaries(
  em: EntityManager,
  campaign: StoredCampaign,
  { authorityIds, ownId }: { authorityIds: readonly string[]; ownId: string },
): Promise<Map<string, SummaryView>> {
  const of = { campaignId: campaign.id, authorityId: [...authorityIds] }
  const authorities = await em.find(AuthorityReach, { authorityId: [...authorityIds] })
  const tasks = await em.find(StoredTask, { ...of, kind: 'SUMMARY' })
  const filings = await em.find(StoredFiling, { ...of, kind: 'SUMMARY' }, { orderBy: { edition: 'asc' } })
  const shown = new Map<string, StoredFiling>()
  for (const filing of filings)
    if (filing.authorityId === ownId || countingStates.includes(filing.state))
      shown.set(filing.authorityId, filing)
  const figures = await em.find(StoredFigure, { filingId: [...shown.values()].map(({ id }) => id) })
  const below = await sumBelow(em, campaign.id, authorityIds)
  const following = authorityIds.filter((id) => id === ownId && follows(shown.get(id)))
  const prefills =
    following.length === 0 ? new Map<string, Prefill>() : await prefillOf(em, campaign, following)
  return new Map(
    authorities.map((authority) => {
      const { authorityId } = authority
      const filing = shown.get(authorityId) ?? null
      const prefill = prefills.get(authorityId) ?? nothingRecorded
      const sum = below.get(authorityId) ?? nothingBelow
      const stored = figures.filter(({ filingId }) => filingId === filing?.id)
      const amounts = follows(filing) ? followAmounts(stored, prefill, sum) : frozenAmounts(stored)
      const task = tasks.find((one) => one.authorityId === authorityId) ?? null
      const isSumCurrent = follows(filing) || sameEditions(filing?.included ?? [], sum.included)
      const view = { campaign, authority, task, filing, amounts, prefill, belowNow: sum, isSumCurrent }
      return [authorityId, view]
    }),
  )
}

function follows(filing: StoredFiling | null | undefined): boolean {
  return filing == null || writableStates.includes(filing.state)
}

function followAmounts(stored: readonly StoredFigure[], prefill: Prefill, below: Below): Amounts {
  return amountsOf((figure) => ({
    ...handOf(stored.find((one) => one.figure === figure)),
    prefilled: prefill.figures[figure],
    below: below.figures[figure],
  }))
}

function frozenAmounts(stored: readonly StoredFigure[]): Amounts {
  return amountsOf((figure) => {
    const row = stored.find((one) => one.figure === figure)
    return { ...handOf(row), prefilled: row?.prefilled ?? null, below: row?.below ?? 0 }
  })
}

function handOf(row: StoredFigure | undefined): Pick<Amount, 'entered' | 'enteredBy' | 'enteredAt'> {
  const { entered = null, enteredBy = null, enteredAt = null } = row ?? {}
  return { entered, enteredBy, enteredAt }
}

function amountsOf(read: (figure: Figure) => Omit<Amount, 'own' | 'total'>): Amounts {
  return Object.fromEntries(
    figureNames.map((figure) => {
      const amount = read(figure)
      const own = amount.entered ?? amount.prefilled ?? 0
      return [figure, { ...amount, own, total: own + amount.below }]
    }),
  ) as Amounts
}

function sameEditions(a: readonly Included[], b: readonly Included[]): boolean {
  const keys = (list: readonly Included[]) => list.map(({ filingId }) => filingId).toSorted()
  return keys(a).join() === keys(b).join()
}

/**
 * Adds up, for each authority, what those directly below it have submitted: their totals as they were frozen, so that
 * a sum is always one of documents somebody answers for.
 */
export async function sumBelow(
  em: EntityManager,
  campaignId: string,
  authorityIds: readonly string[],
): Promise<Map<string, Below>> {
  const rows = await em.execute<
    { parent: string; authority: string; filing: string; edition: number; figure: Figure; total: string }[]
  >(
    `WITH newest AS (
       SELECT DISTINCT ON (filing.authority_id) filing.id, filing.authority_id, filing.edition, child.parent_authority_id
       FROM statistics.outreach_filing filing
       JOIN statistics.authority_reach child ON child.authority_id = filing.authority_id
       WHERE filing.campaign_id = ? AND filing.kind = 'SUMMARY' AND filing.state IN ('SUBMITTED', 'SEALED')
         AND child.parent_authority_id = ANY(?::uuid[])
       ORDER BY filing.authority_id, filing.edition DESC
     )
     SELECT newest.parent_authority_id AS parent, newest.authority_id AS authority, newest.id AS filing, newest.edition,
       figure.figure, coalesce(figure.entered, figure.prefilled, 0) + coalesce(figure.below, 0) AS total
     FROM newest JOIN statistics.outreach_figure figure ON figure.filing_id = newest.id`,
    [campaignId, `{${authorityIds.join(',')}}`],
  )
  const sums = new Map<string, Below>()
  for (const { parent, authority, filing, edition, figure, total } of rows) {
    const known = sums.get(parent) ?? { figures: { ...zeroFigures }, included: [] }
    known.figures = addFigures(known.figures, { ...zeroFigures, [figure]: Number(total) })
    if (!known.included.some(({ filingId }) => filingId === filing))
      known.included.push({ authorityId: authority, filingId: filing, edition })
    sums.set(parent, known)
  }
  return sums
}

/** Summaries of certain editions, whether or not they are the newest. */
export async function viewEditions(
  em: EntityManager,
  campaign: StoredCampaign,
  filings: readonly StoredFiling[],
): Promise<SummaryView[]> {
  const authorities = await em.find(AuthorityReach, {
    authorityId: filings.map(({ authorityId }) => authorityId),
  })
  const figures = await em.find(StoredFigure, { filingId: filings.map(({ id }) => id) })
  return filings.flatMap((filing) => {
    const authority = authorities.find(({ authorityId }) => authorityId === filing.authorityId)
    if (authority === undefined) return []
    const amounts = frozenAmounts(figures.filter(({ filingId }) => filingId === filing.id))
    const rest = { task: null, prefill: nothingRecorded, belowNow: nothingBelow, isSumCurrent: true }
    return [{ campaign, authority, filing, amounts, ...rest }]
  })
}
