import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again until the look does not throw; after the deadline its last error is the test's. */
export async function soon<Result>(look: () => Result | Promise<Result>, withinMs = 20_000): Promise<Result> {
  const giveUpAt = Date.now() + withinMs
  for (;;) {
    try {
      return await look()
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
    }
    await sleep(20)
  }
}
