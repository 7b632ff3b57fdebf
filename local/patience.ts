import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again, at once first. Resolves with the answer, or undefined when the time is over. */
export async function askUntil<Answer>(
  patience: { withinMs: number; everyMs: number },
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const end = performance.now() + patience.withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined || performance.now() >= end) return answer
    await sleep(patience.everyMs)
  }
}
