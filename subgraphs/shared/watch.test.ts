import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Watch } from './watch.js'

type Count = { version: bigint; count: number }

/** A table that a watch looks at. */
function createTable() {
  const rows = new Map<string, Count>()
  let loads = 0
  const watch = new Watch<Count>({
    minIntervalMs: 250,
    load: (keys) => {
      loads += 1
      return Promise.resolve(new Map([...rows].filter(([key]) => keys.includes(key))))
    },
  })
  const set = (key: string, count: number): void => {
    rows.set(key, { count, version: (rows.get(key)?.version ?? 0n) + 1n })
  }
  return { watch, set, rows, loads: () => loads }
}

async function take(source: AsyncGenerator<Count, void, void>): Promise<number | undefined> {
  const step = await source.next()
  return step.done === true ? undefined : step.value.count
}

describe('a watched value', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('is told as it stands, then each change', async () => {
    const { watch, set } = createTable()
    set('a', 1)
    const source = await watch.subscribe('a')
    expect(await take(source)).toBe(1)
    set('a', 2)
    await watch.look()
    expect(await take(source)).toBe(2)
    await source.return()
  })

  it('is told although it changes between the first load and the first look', async () => {
    const { watch, set } = createTable()
    set('a', 1)
    const subscribing = watch.subscribe('a')
    set('a', 2)
    await watch.look()
    const source = await subscribing
    const told = [await take(source), await take(source)]
    expect(told).toEqual([1, 2])
    await source.return()
  })

  it('is told when there was none before', async () => {
    const { watch, set } = createTable()
    const source = await watch.subscribe('a')
    const first = take(source)
    set('a', 1)
    await watch.look()
    expect(await first).toBe(1)
    await source.return()
  })

  it('is told once, however often somebody looks', async () => {
    const { watch, set } = createTable()
    set('a', 1)
    const source = await watch.subscribe('a')
    await watch.look()
    await watch.look()
    expect(await take(source)).toBe(1)
    const next = take(source)
    set('a', 2)
    jest.advanceTimersByTime(250)
    await watch.look()
    expect(await next).toBe(2)
    await source.return()
  })

  it('changes at most once in the interval, and ends at the newest', async () => {
    const { watch, set } = createTable()
    set('a', 0)
    const source = await watch.subscribe('a')
    expect(await take(source)).toBe(0)
    for (const count of [1, 2, 3, 4]) {
      set('a', count)
      await watch.look()
    }
    expect(await take(source)).toBe(1)
    const next = take(source)
    jest.advanceTimersByTime(250)
    expect(await next).toBe(4)
    await source.return()
  })

  it('never goes back to an older version', async () => {
    const { watch, set, rows } = createTable()
    set('a', 1)
    set('a', 2)
    const source = await watch.subscribe('a')
    expect(await take(source)).toBe(2)
    rows.set('a', { version: 1n, count: 1 })
    await watch.look()
    rows.set('a', { version: 3n, count: 3 })
    jest.advanceTimersByTime(250)
    await watch.look()
    expect(await take(source)).toBe(3)
    await source.return()
  })

  it('is told to everybody who watches it and to nobody else', async () => {
    const { watch, set } = createTable()
    for (const key of ['a', 'b']) set(key, 0)
    const [one, two, other] = await Promise.all(['a', 'a', 'b'].map((key) => watch.subscribe(key)))
    for (const source of [one!, two!, other!]) expect(await take(source)).toBe(0)
    const otherNext = take(other!)
    set('a', 1)
    await watch.look()
    expect(await Promise.all([take(one!), take(two!)])).toEqual([1, 1])
    await other!.return()
    expect(await otherNext).toBeUndefined()
    await Promise.all([one!.return(), two!.return()])
  })

  it('is forgotten, and loaded no more, after the last who watched it has left', async () => {
    const { watch, set, loads } = createTable()
    set('a', 1)
    const [one, two] = await Promise.all([watch.subscribe('a'), watch.subscribe('a')])
    await one.return()
    expect(watch.watchedCount).toBe(1)
    const waiting = (await two.next(), two.next())
    await two.return()
    expect((await waiting).done).toBe(true)
    expect(watch.watchedCount).toBe(0)
    const before = loads()
    await watch.look()
    expect(loads()).toBe(before)
  })

  it('is forgotten when it could not be loaded', async () => {
    const watch = new Watch<Count>({ minIntervalMs: 0, load: () => Promise.reject(new Error('gone')) })
    await expect(watch.subscribe('a')).rejects.toThrow('gone')
    expect(watch.watchedCount).toBe(0)
  })
})
