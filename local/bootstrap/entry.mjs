import { spawn } from 'node:child_process'

/**
 * Runs the prepared program in the foreground and ends as it ends.
 *
 * Ctrl-C reaches the whole foreground group, the program included, so SIGINT is only passed on as a wish to stop,
 * which is harmless twice; SIGTERM and SIGHUP reach this process alone and are forwarded. Should this process be
 * killed, a supervised program sees its IPC channel close.
 *
 * @returns exit code
 */
export function runEntry({ node, entry, args, cwd, supervised = false }) {
  return new Promise((resolve, reject) => {
    const stdio = supervised ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit'
    const child = spawn(node, [entry, ...args], { cwd, stdio })
    process.on('SIGINT', () => {
      if (child.connected) child.send('stop', () => {})
    })
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : signal === 'SIGINT' ? 130 : 143),
    )
  })
}
