import { describe, expect, it } from '@jest/globals'
import { Announcements, mapEvents } from './live.js'

describe('announcements', () => {
  it('reach a listener that waits', async () => {
    const numbers = new Announcements<number>()
    const listener = numbers.listen()
    const next = listener.next()
    numbers.announce(1)
    expect(await next).toEqual({ value: 1, done: false })
  })

  it('are kept for a listener from the moment it listens, and only the newest', async () => {
    const numbers = new Announcements<number>()
    numbers.announce(0)
    const listener = numbers.listen()
    for (const number of [1, 2, 3]) numbers.announce(number)
    expect(await listener.next()).toEqual({ value: 3, done: false })
    const next = listener.next()
    numbers.announce(4)
    expect(await next).toEqual({ value: 4, done: false })
  })

  it('may be of nothing but the fact', async () => {
    const bells = new Announcements<undefined>()
    const listener = bells.listen()
    bells.announce(undefined)
    expect(await listener.next()).toEqual({ value: undefined, done: false })
  })

  it('let go of a listener at once, also while it waits', async () => {
    const numbers = new Announcements<number>()
    const listener = numbers.listen()
    const waiting = listener.next()
    await listener.return()
    expect(numbers.listenerCount).toBe(0)
    expect(await waiting).toEqual({ value: undefined, done: true })
    expect(await listener.next()).toEqual({ value: undefined, done: true })
  })

  it('let go of a listener whose loop is left or fails', async () => {
    const numbers = new Announcements<number>()
    const listener = numbers.listen()
    numbers.announce(1)
    for await (const number of listener) if (number === 1) break
    expect(numbers.listenerCount).toBe(0)
    const failing = numbers.listen()
    await expect(failing.throw(new Error('left'))).rejects.toThrow('left')
    expect(numbers.listenerCount).toBe(0)
    {
      await using disposed = numbers.listen()
      expect(disposed).toBeDefined()
    }
    expect(numbers.listenerCount).toBe(0)
  })
})

describe('mapped events', () => {
  it('end their source at once, also while they wait', async () => {
    const numbers = new Announcements<number>()
    const doubled = mapEvents(numbers.listen(), (number) => Promise.resolve(number * 2))
    const first = doubled.next()
    numbers.announce(21)
    expect(await first).toEqual({ value: 42, done: false })
    const waiting = doubled.next()
    await doubled.return()
    await doubled.return()
    expect(numbers.listenerCount).toBe(0)
    expect(await waiting).toEqual({ value: undefined, done: true })
  })

  it('end their source when an event cannot be mapped', async () => {
    const numbers = new Announcements<number>()
    const failing = mapEvents(numbers.listen(), () => Promise.reject(new Error('no')))
    const next = failing.next()
    numbers.announce(1)
    await expect(next).rejects.toThrow('no')
    expect(numbers.listenerCount).toBe(0)
  })
})
