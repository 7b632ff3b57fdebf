/** Fewer than so many scans are not told: one at a lonely gate would be somebody. */
export const few = 5

export type Day = { day: string; scans: number }
export type Period = { from: string; to: string; scans: number }

/**
 * Joins the days of one placement, in order, to the shortest stretches of at least `few` scans. A stretch is told as a
 * whole or not at all, and whoever asks for other days gets the same ones: nothing can be taken from anything else to
 * find a smaller number.
 */
export function periodsOf(days: readonly Day[]): Period[] {
  const periods: Period[] = []
  let open: Period | undefined
  for (const { day, scans } of days) {
    open = { from: open?.from ?? day, to: day, scans: (open?.scans ?? 0) + scans }
    if (open.scans < few) continue
    periods.push(open)
    open = undefined
  }
  return periods
}
