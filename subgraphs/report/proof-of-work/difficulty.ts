import type { ProofPurpose } from './proof.type.js'

/** PBKDF2 passes for one try; 256 tries on average. Together about a tenth of a second on a telephone. */
const baseCost = 1_000
/** How often within ten minutes before the work doubles. Honest use of a whole province stays below. */
const calm: Readonly<Record<`${ProofPurpose}`, number>> = { OPEN_RECEIPT: 30, SUBMIT_REPORT: 1_000 }
const mostDoublings = 5

/**
 * The cost of the next challenge: doubled with every doubling of what has come. It has an end, so that an honest
 * person waits some seconds while a flood lasts and is never shut out.
 *
 * @param weight failures to open, or reports begun, within the last ten minutes
 * @param crowding how crowded it is where the request comes from, 0 to 5: a flood there makes it harder there alone
 */
export function costOf(purpose: `${ProofPurpose}`, weight: number, crowding = 0): number {
  const doublings = Math.ceil(Math.log2(Math.max(1, weight / calm[purpose])))
  return baseCost * 2 ** Math.min(mostDoublings, doublings + crowding)
}
