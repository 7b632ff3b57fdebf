/** A bounded memory that forgets what has not been used for longest. */
export class RecentlyUsed<Value> {
  private readonly entries = new Map<string, { value: Value; endsAtMs: number }>()

  /** @param lifeMs how long an entry is good; for ever, as long as it is used, when left out */
  constructor(
    private readonly limit: number,
    private readonly lifeMs = Infinity,
  ) {}

  get size(): number {
    return this.entries.size
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key)
    if (entry === undefined) return undefined
    this.entries.delete(key)
    if (entry.endsAtMs <= Date.now()) return undefined
    // A map keeps the order of insertion, so the first key is the one unused for longest.
    this.entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: Value): void {
    this.entries.delete(key)
    this.entries.set(key, { value, endsAtMs: Date.now() + this.lifeMs })
    if (this.entries.size <= this.limit) return
    const oldest = this.entries.keys().next()
    if (!oldest.done) this.entries.delete(oldest.value)
  }

  delete(key: string): void {
    this.entries.delete(key)
  }

  /** From the one unused for longest to the latest. */
  keys(): string[] {
    return [...this.entries.keys()]
  }
}
