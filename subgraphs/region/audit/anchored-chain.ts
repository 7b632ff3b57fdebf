import type { AnchoredChain } from '../../shared/audit/anchoring.js'

/** How the chain of change records tells its head, to be anchored outside the database. */
export const anchoredChangeRecords: AnchoredChain = {
  head: async (em) => {
    const [head] = await em.execute<{ sequence: string; hash: string; count: string }[]>(
      `SELECT sequence, hash, (SELECT count(*) FROM region.change_record) AS count
       FROM region.change_record ORDER BY sequence DESC LIMIT 1`,
    )
    if (head === undefined) return undefined
    return { chain: 'region', position: Number(head.sequence), hash: head.hash, count: Number(head.count) }
  },
  hashAt: async (em, position) => {
    const [record] = await em.execute<{ hash: string }[]>(
      'SELECT hash FROM region.change_record WHERE sequence = ?',
      [position],
    )
    return record?.hash
  },
}
