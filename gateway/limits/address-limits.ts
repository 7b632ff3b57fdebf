import type { IncomingMessage } from 'node:http'
import { AndonError } from '../../platform/errors.js'
import type { Log } from '../../platform/log.js'
import { createAddressHash } from './address-hash.js'
import { createClientAddress } from './client-address.js'
import { publicRates, type PublicFields, type PublicOperation } from './public-operations.js'
import { TokenBuckets, type Rate } from './token-buckets.js'

/** Where a request comes from, as far as limits need to know: a hash that lives for a day at most. */
export type Sender = {
  /** @throws AndonError RATE_LIMITED, with `retryAfterSeconds` */
  spend: (fields: PublicFields) => void
  /** How crowded it is there, 0 to 5: the proof of work doubles with each step before anybody is refused. */
  crowding: () => number
}

export type AddressLimits = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => Sender

/** Somebody who is not limited. */
export const unlimited: Sender = { spend: () => undefined, crowding: () => 0 }

/** The part of the tokens that is left, below which the work doubles once more. */
const crowdedBelow = [0.8, 0.6, 0.4, 0.2, 0.1]

/**
 * Token buckets for what costs most, by where it comes from. Nothing is stored, logged or passed on but the degree of
 * crowding: no address, no hash.
 *
 * @param options.factor multiplies all rates; 0 switches the limits off
 */
export function openAddressLimits(options: {
  trustedProxies: readonly string[]
  factor: number
  log: Log
  now?: () => number
}): AddressLimits {
  const { factor, log, now = Date.now } = options
  if (factor === 0) return () => unlimited
  const addressOf = createClientAddress(options.trustedProxies)
  const hashOf = createAddressHash(now)
  const buckets = new TokenBuckets(now)
  const rates = scaled(factor)
  let complained = false
  return ({ headers, socket: { remoteAddress } }) => {
    const forwardedFor = headers['x-forwarded-for']
    const address = addressOf(remoteAddress, forwardedFor)
    if (address === undefined) {
      if (forwardedFor !== undefined && !complained)
        log.warn('requests come through a proxy that TRUSTED_PROXIES does not name: no limits by address')
      complained ||= forwardedFor !== undefined
      return unlimited
    }
    return {
      spend: (fields) => {
        if (fields.size === 0) return
        const hash = hashOf(address)
        for (const [field, count] of fields) {
          const waitMs = buckets.take(`${field} ${hash}`, count, rates[field])
          if (waitMs > 0) throw tooMany(waitMs)
        }
      },
      crowding: () => {
        const { requestProofOfWork: rate } = rates
        const left = buckets.left(`requestProofOfWork ${hashOf(address)}`, rate)
        return crowdedBelow.filter((part) => left < part).length
      },
    }
  }
}

function scaled(factor: number): Record<PublicOperation, Rate> {
  const entries = Object.entries(publicRates).map(([name, { burst, perMinute }]) => [
    name,
    { burst: Math.max(1, burst * factor), perMinute: perMinute * factor },
  ])
  return Object.fromEntries(entries) as Record<PublicOperation, Rate>
}

function tooMany(waitMs: number): AndonError {
  const seconds = Math.ceil(waitMs / 1000)
  return new AndonError(
    'RATE_LIMITED',
    {
      zh: `您所在网络的请求过于频繁，请 ${String(seconds)} 秒后再试。`,
      en: `Too many requests come from your network: try again in ${String(seconds)} seconds.`,
    },
    { details: { retryAfterSeconds: seconds } },
  )
}
