import { firstHash } from './link-hash.js'
import type { Link, LinkReader } from './link-reader.js'
import type { Break } from './verify.js'

/** How far off its place a link is looked for. */
const searched = 100_000

/**
 * What was done where a link does not follow. A link's hash covers its own position and the hash before it, so that
 * where it once stood can be found again.
 *
 * @param last the last link that held; undefined where none did
 */
export async function explainBreak(reader: LinkReader, last: Link | undefined, link: Link): Promise<Break> {
  const position = (last?.position ?? 0) + 1
  const expected = last?.hash ?? firstHash.toString('hex')
  const here = reader.gapless ? position : link.position
  if (reader.gapless && link.position < position) return { position: link.position, why: 'INSERTED' }
  // It stood where the one before stands now: that one was put in front of it.
  if (last !== undefined && link.prevHash === last.prevHash && fits(link, last.position))
    return { position: last.position, why: 'INSERTED' }
  if (reader.gapless && link.position > position) return { position, why: 'MISSING' }
  if (link.hashAt(here) === undefined) return { position: here, why: 'MISSING' }
  const rightful = (await reader.following(expected)).find(
    (other) => other.hash !== link.hash && fits(other, here),
  )
  const stoodElsewhere = findPlace(link, here)
  if (rightful !== undefined)
    return { position: here, why: stoodElsewhere && link.prevHash !== expected ? 'REORDERED' : 'INSERTED' }
  if (!fits(link, link.position)) return { position: here, why: stoodElsewhere ? 'MISSING' : 'CHANGED' }
  // It says what was linked, and its details do not.
  if (link.prevHash === expected) return { position: here, why: 'CHANGED' }
  // It still follows what the one before said before that one was written anew.
  if (reader.gapless || last === undefined || link.position === position)
    return { position: last?.position ?? here, why: 'CHANGED' }
  return { position, why: 'MISSING' }
}

function fits(link: Link, position: number): boolean {
  return link.hashAt(position) === link.hash
}

function findPlace(link: Link, around: number): boolean {
  for (let distance = 0; distance <= searched; distance += 1) {
    if (fits(link, around + distance)) return true
    if (distance > 0 && distance < around && fits(link, around - distance)) return true
  }
  return false
}
