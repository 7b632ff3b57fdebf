/** How much may come at once, and how much again each minute. */
export type Rate = { burst: number; perMinute: number }

type Bucket = { tokens: number; at: number }

/** Beyond it the bucket that was used longest ago is forgotten, which lets its owner begin anew. */
const mostBuckets = 100_000

/** Token buckets by name, in memory only. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>()

  constructor(private readonly now: () => number = Date.now) {}

  get size(): number {
    return this.buckets.size
  }

  /**
   * Takes tokens, all or none.
   *
   * @returns 0 where they were there, else in how many milliseconds they would be
   */
  take(name: string, count: number, rate: Rate): number {
    const bucket = this.filled(name, rate)
    // What is asked at once may be more than a bucket holds: then a full one will do.
    const wanted = Math.min(count, rate.burst)
    if (bucket.tokens < wanted) return Math.ceil(((wanted - bucket.tokens) / rate.perMinute) * 60_000)
    bucket.tokens -= wanted
    return 0
  }

  /** The part that is left, from 0 to 1. */
  left(name: string, rate: Rate): number {
    const known = this.buckets.get(name)
    return known === undefined ? 1 : this.refill(known, rate).tokens / rate.burst
  }

  private filled(name: string, rate: Rate): Bucket {
    const bucket = this.buckets.get(name) ?? { tokens: rate.burst, at: this.now() }
    this.refill(bucket, rate)
    // The last used stands last.
    this.buckets.delete(name)
    if (this.buckets.size >= mostBuckets) this.forgetOldest()
    this.buckets.set(name, bucket)
    return bucket
  }

  private refill(bucket: Bucket, { burst, perMinute }: Rate): Bucket {
    const now = this.now()
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 60_000) * perMinute)
    bucket.at = now
    return bucket
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys()
    if (oldest !== undefined) this.buckets.delete(oldest)
  }
}
