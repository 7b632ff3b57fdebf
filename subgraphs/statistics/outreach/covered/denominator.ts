import { prefixOf } from '../../../shared/reach/reach.service.js'

export type RegistryKind = 'ENTERPRISE' | 'COMMUNITY'

/** Entries of one kind that lie in one region, and how many of them have a code in place. */
export type Counted = { regionCode: string; kind: RegistryKind; listed: number; covered: number }
/** A published figure, which stands for the region and all below it. */
export type Stated = { regionCode: string; enterprises: number | null; communities: number | null }

export type Coverage = { total: number; listed: number; covered: number }

/**
 * Coverage of a region and all below it. A stated figure stands for its whole subtree, so that what is listed in it is
 * not counted twice; elsewhere the entries are counted. The same as region tells by `Region.registry`.
 */
export function coverageOf(
  regionCode: string,
  kind: RegistryKind,
  { counted, stated }: { counted: readonly Counted[]; stated: readonly Stated[] },
): Coverage {
  const prefix = prefixOf(regionCode)
  const inside = counted.filter((one) => one.kind === kind && one.regionCode.startsWith(prefix))
  const figures = topmost(
    stated.flatMap((one) => {
      const figure = kind === 'ENTERPRISE' ? one.enterprises : one.communities
      const own = prefixOf(one.regionCode)
      return figure !== null && own.startsWith(prefix) ? [{ prefix: own, figure }] : []
    }),
  )
  const outside = inside.filter((one) => !figures.some((figure) => one.regionCode.startsWith(figure.prefix)))
  return {
    total: sum(figures.map(({ figure }) => figure)) + sum(outside.map(({ listed }) => listed)),
    listed: sum(inside.map(({ listed }) => listed)),
    covered: sum(inside.map(({ covered }) => covered)),
  }
}

function topmost(figures: { prefix: string; figure: number }[]): { prefix: string; figure: number }[] {
  return figures.filter(
    ({ prefix }) => !figures.some((other) => other.prefix !== prefix && prefix.startsWith(other.prefix)),
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
