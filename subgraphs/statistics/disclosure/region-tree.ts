/** Regions of the tables, each with those directly below it, in the order of the codes. */
export type RegionTree = {
  readonly root: string
  childrenOf(code: string): readonly string[]
  parentOf(code: string): string | undefined
  /**
   * The region without others below it that a place lies in: a county, or what stands beside counties. Undefined for a
   * place outside, and for one that is known no closer than its city: counted there, it could be told from the counties.
   */
  leafOf(place: string): string | undefined
}

/**
 * The tree over a list of divisions, which is public: a region without a report stands in it like any other, or its
 * absence would tell that there was none. Who is above whom follows from the codes (GB/T 2260): 410102 below 410100
 * below 410000, and where there is no city, as in 419001, below the province.
 */
export function createRegionTree(root: string, divisions: readonly string[]): RegionTree {
  const listed = new Set([
    root,
    ...divisions.filter((code) => isDivision(code) && lineOf(code).includes(root)),
  ])
  const children = new Map<string, string[]>()
  const parents = new Map<string, string>()
  for (const code of [...listed].toSorted()) {
    const above = lineOf(code).find((candidate) => candidate !== code && listed.has(candidate))
    if (code === root || above === undefined) continue
    children.set(above, [...(children.get(above) ?? []), code])
    parents.set(code, above)
  }
  return {
    root,
    childrenOf: (code) => children.get(code) ?? [],
    parentOf: (code) => parents.get(code),
    leafOf: (place) => {
      const lowest = lineOf(place.slice(0, 6)).find((code) => listed.has(code))
      return lowest !== undefined && !children.has(lowest) ? lowest : undefined
    },
  }
}

function isDivision(code: string): boolean {
  return /^\d{6}$/.test(code)
}

/** A division and all above it by their codes, the lowest first. */
function lineOf(code: string): string[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, '000000'])]
}
