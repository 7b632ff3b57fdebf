import type { Division } from '../division/division-tree.js'

/** What is known of one division; null where no figure is stated. */
export type OwnCount = {
  enterprises: number
  communities: number
  statedEnterprises: number | null
  statedCommunities: number | null
  asOf: string
}

export type RolledUp = { enterprises: number; communities: number; asOf: string | null }

/**
 * The counts of a division and all below it. A stated figure stands for its whole subtree, so that what is entered
 * below it is not counted twice; elsewhere the entries of the division and the counts below it are added.
 */
export function rollUp(division: Division, own: ReadonlyMap<string, OwnCount>): RolledUp {
  const count = own.get(division.code)
  const below = division.children.map((child) => rollUp(child, own))
  const sum = (key: 'enterprises' | 'communities') =>
    below.reduce((total, child) => total + child[key], count?.[key] ?? 0)
  const days = [count?.asOf, ...below.map(({ asOf }) => asOf)].filter((day) => day != null)
  return {
    enterprises: count?.statedEnterprises ?? sum('enterprises'),
    communities: count?.statedCommunities ?? sum('communities'),
    asOf: days.length === 0 ? null : days.reduce((a, b) => (a > b ? a : b)),
  }
}
