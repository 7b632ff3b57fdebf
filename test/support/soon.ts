import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again until the look does not throw; after the deadline its last error is the test's. */
export async function soon<Result>(look: () => Promise<Result>, withinMs = 20_000): Promise<Result> {
  for (const until = Date.now() + withinMs; ; await sleep(50)) {
    try {
      return await look()
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}
