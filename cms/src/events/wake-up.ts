/** Something to wait on that can be rung beforehand: a notice between two waits is not missed. */
export type WakeUp = { ring: () => void; wait: (ms: number) => Promise<void> }

export function createWakeUp(): WakeUp {
  let rung = false
  let release: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      release?.()
    },
    wait: async (ms) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          release = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
      release = undefined
    },
  }
}
