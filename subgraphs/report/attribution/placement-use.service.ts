import type { EntityManager } from '@mikro-orm/postgresql'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { dayInChina } from '../../shared/day.js'
import { isPlacementCode } from '../wechat/placement-code.js'
import { PlacementUse } from './placement-use.entity.js'
import type { PlacementUseMonth } from './placement-use.type.js'

/** Fewer than so many reports of a month are told as few. */
const few = 5

/**
 * Counts a report for the sign it began at, in the transaction that stores it. A code that is none is passed over: a
 * worn or forged sign keeps nobody from reporting.
 *
 * @param scene the code, or the scene of the mini-program code that carries it
 */
export async function countPlacement(em: EntityManager, scene: string | null | undefined): Promise<void> {
  const code = scene?.replace(/^p=/, '')
  if (code === undefined || !isPlacementCode(code)) return
  await em.execute(
    `INSERT INTO report.placement_use AS known (code, month, reports) VALUES (?, ?, 1)
     ON CONFLICT (code, month) DO UPDATE SET reports = known.reports + 1`,
    [code, monthNow()],
  )
}

/**
 * How a sign was used, month by month; the month that runs is not told yet, since one could watch it grow by one.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN
 */
export async function placementUse(
  em: EntityManager,
  viewer: Viewer,
  code: string,
): Promise<PlacementUseMonth[]> {
  requireStaff(viewer, 'READ_EXACT_COUNTS')
  const months = await em.find(
    PlacementUse,
    { code, month: { $lt: monthNow() } },
    { orderBy: { month: 'asc' } },
  )
  return months.map(({ month, reports }) => ({ month, reports: reports < few ? null : reports }))
}

function monthNow(): string {
  return dayInChina().slice(0, 7)
}
