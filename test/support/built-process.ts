import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A process of the platform as it runs in earnest, to be killed. */
export type BuiltProcess = AsyncDisposable & {
  /** Once it listens, where. */
  listening: Promise<string>
  kill: (signal: NodeJS.Signals) => Promise<void>
}

/** @param file under `dist`, such as `subgraphs/case/main.js` */
export function startBuiltProcess(file: string, settings: Record<string, string>): BuiltProcess {
  const child = spawn(process.execPath, [`dist/${file}`], {
    env: { ...settings, PORT: '0', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasEnded(child)) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    listening: untilItListens(child, file),
    kill,
    [Symbol.asyncDispose]: () => kill('SIGKILL'),
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function untilItListens(child: ChildProcess, file: string): Promise<string> {
  const listening = new Promise<string>((resolve, reject) => {
    const told: string[] = []
    createInterface({ input: child.stdout! }).on('line', (line) => {
      told.push(line)
      if (line.includes('"listening"')) resolve((JSON.parse(line) as { url: string }).url)
    })
    child.once('exit', () => reject(new Error(`${file} ended before it listened: ${told.join('\n')}`)))
  })
  // Who kills it before that does not wait for it.
  listening.catch(() => undefined)
  return listening
}
