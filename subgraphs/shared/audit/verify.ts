import type { KeptAnchor } from './anchor.js'
import { firstHash } from './link-hash.js'
import type { Link, LinkReader } from './link-reader.js'
import { explainBreak } from './explain-break.js'

/** Why a chain does not hold. docs/decisions/0012-audit-chain.md says what each lets one conclude. */
export const breakReasons = {
  CHANGED: { zh: '记录被改动', en: 'the record was changed' },
  MISSING: { zh: '记录缺失', en: 'the record is missing' },
  INSERTED: { zh: '记录是插入的', en: 'the record was inserted' },
  REORDERED: { zh: '记录顺序被调换', en: 'records were put in another order' },
  ERASED_WITHOUT_RECORD: {
    zh: '明细被清除而没有清除记录',
    en: 'its details were erased and nothing records that',
  },
  ANCHOR_DISAGREES: { zh: '与库外锚点不符', en: 'an anchor outside the database says otherwise' },
  SHORTER_THAN_ANCHOR: { zh: '链条短于库外锚点', en: 'the chain is shorter than its anchor' },
  ANCHOR_MISSING: { zh: '库外锚点缺失', en: 'an anchor the chain records is missing from the folder' },
} as const

export type BreakReason = keyof typeof breakReasons
export type Break = { position: number; why: BreakReason }

export type Verdict = {
  chain: string
  length: number
  /** How many have let go of their details in an erasure that was recorded. */
  erased: number
  /** Up to where anchors outside the database vouch for it. */
  anchoredTo: KeptAnchor | undefined
  /** The first place where it does not hold. */
  broken: Break | undefined
}

/**
 * Walks a chain from the first to the last link, and against every anchor.
 *
 * What nobody can find: records added or rewritten after the newest anchor by somebody who may rewrite the database,
 * as long as every later link was written anew as well. That window is the time between two anchors.
 */
export async function verifyChain(reader: LinkReader, anchors: readonly KeptAnchor[]): Promise<Verdict> {
  const walk = new Walk(reader, anchors)
  const verdict = { chain: reader.chain, anchoredTo: anchors.at(-1) }
  for await (const batch of reader.read()) {
    for (const link of batch) {
      const broken = walk.takes(link) ? undefined : await explainBreak(reader, walk.last, link)
      const found = broken ?? walk.disagreement(link)
      if (found !== undefined) return { ...verdict, length: walk.length, erased: walk.erased, broken: found }
    }
  }
  const broken = walk.whatIsLeft() ?? (await whatIsBeside(reader, walk.nextPosition))
  return { ...verdict, length: walk.length, erased: walk.erased, broken }
}

async function whatIsBeside(reader: LinkReader, position: number): Promise<Break | undefined> {
  return (await reader.countUnlinked()) > 0 ? { position, why: 'INSERTED' } : undefined
}

/** Where the walk stands: the last link that held, and what is still owed. */
class Walk {
  length = 0
  erased = 0
  last: Link | undefined
  private readonly anchorsAt: ReadonlyMap<number, KeptAnchor[]>
  private readonly files: ReadonlyMap<number, string>
  /** Entries without details, until an entry is met that records their erasure. */
  private readonly owed = new Map<string, number>()

  constructor(
    private readonly reader: LinkReader,
    private readonly anchors: readonly KeptAnchor[],
  ) {
    this.anchorsAt = Map.groupBy(anchors, ({ position }) => position)
    this.files = new Map(anchors.map(({ number, fileHash }) => [number, fileHash]))
  }

  get nextPosition(): number {
    return (this.last?.position ?? 0) + 1
  }

  /** Whether the link follows from the one before and says what was linked. */
  takes(link: Link): boolean {
    const expected = this.last?.hash ?? firstHash.toString('hex')
    const inPlace = this.reader.gapless
      ? link.position === this.nextPosition
      : link.position >= this.nextPosition
    return (
      inPlace &&
      link.prevHash === expected &&
      link.hashAt(link.position) === link.hash &&
      link.detail !== 'DIFFERS'
    )
  }

  /** Goes on to a link that held; tells where an anchor knows it otherwise. */
  disagreement(link: Link): Break | undefined {
    this.last = link
    this.length += 1
    const { position } = link
    if (link.detail === 'ERASED') {
      this.erased += 1
      this.owed.set(link.entryId, position)
    }
    for (const id of link.erases) this.owed.delete(id)
    const differs = (this.anchorsAt.get(position) ?? []).some(
      ({ hash, count }) => hash !== link.hash || count !== this.length,
    )
    if (differs) return { position, why: 'ANCHOR_DISAGREES' }
    const { anchored } = link
    if (anchored !== undefined && this.files.get(anchored.number) !== anchored.fileHash)
      return { position, why: 'ANCHOR_MISSING' }
    return undefined
  }

  /** What only the end can tell. */
  whatIsLeft(): Break | undefined {
    const [position] = [...this.owed.values()].sort((a, b) => a - b)
    if (position !== undefined) return { position, why: 'ERASED_WITHOUT_RECORD' }
    const end = this.last?.position ?? 0
    const beyond = this.anchors.some((anchor) => anchor.position > end)
    return beyond ? { position: end + 1, why: 'SHORTER_THAN_ANCHOR' } : undefined
  }
}
