import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `holds` answers true, and says after `withinMs` that it never did. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const giveUpAt = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`it never came true that ${what}`)
    await sleep(20)
  }
}
