const heartbeatMs = 15_000

/**
 * Shows that long steps live: a line when one begins, one every 15 seconds while it runs, one when it is over.
 * Plain lines on purpose: they read the same on a terminal, in a log file and over a slow connection.
 */
export function showProgress({
  write = (line) => process.stdout.write(`${line}\n`),
  now = () => performance.now(),
} = {}) {
  return {
    begin(title) {
      const began = now()
      const elapsed = () => `${((now() - began) / 1000).toFixed(1)} s`
      write(`  · ${title} …`)
      const heartbeat = setInterval(() => write(`  · ${title} … ${elapsed()}`), heartbeatMs)
      const end = (mark) => {
        clearInterval(heartbeat)
        write(`  ${mark} ${title} (${elapsed()})`)
      }
      return { done: () => end('✓'), failed: () => end('✗') }
    },
  }
}
