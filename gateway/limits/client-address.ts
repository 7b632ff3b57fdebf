import { BlockList, isIP, isIPv6 } from 'node:net'

export type ClientAddress = (
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
) => string | undefined

/**
 * Where a request comes from: the peer of the connection, or, behind proxies that are named by setting, the last address
 * in X-Forwarded-For that is none of them. What a client writes there itself stands before and counts for nothing.
 *
 * @param trustedProxies addresses, or networks such as 10.0.0.0/8
 * @returns undefined where a neighbour nobody has named passes requests on: then whoever stands behind it cannot be
 *   told apart, and one limit for all of them would shut everybody out
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = toBlockList(trustedProxies)
  const isTrusted = (address: string): boolean =>
    trusted.check(plain(address), isIPv6(plain(address)) ? 'ipv6' : 'ipv4')
  return (peer, forwardedFor) => {
    if (peer === undefined || isIP(plain(peer)) === 0) return undefined
    const chain = [forwardedFor ?? []].flat().join(',')
    if (!isTrusted(peer)) return chain !== '' && isNeighbour(peer) ? undefined : plain(peer)
    const hops = chain.split(',').map((hop) => plain(hop.trim()))
    const client = hops.findLast((hop) => isIP(hop) !== 0 && !isTrusted(hop))
    return client ?? plain(peer)
  }
}

/** @throws Error naming what is neither an address nor a network */
export function toBlockList(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0) throw new Error(`${entry} is no address`)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

const neighbours = toBlockList([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
])

function isNeighbour(peer: string): boolean {
  return neighbours.check(plain(peer), isIPv6(plain(peer)) ? 'ipv6' : 'ipv4')
}

/** IPv4 as such, also where it comes as ::ffff:1.2.3.4; no zone. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}

/** What is one household or one customer: an IPv4 address, the first 56 bits of an IPv6 one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const left = head.split(':').filter((group) => group !== '')
  const right = (tail ?? '').split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const bits = [...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join('')
  return bits.slice(0, 14)
}
