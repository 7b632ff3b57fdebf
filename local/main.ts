import { createAnnouncer } from './announce.js'
import { StartInterrupted, startPlatform, type Platform } from './platform.js'
import { readLocalSettings } from './settings.js'
import { explainFailure } from './start-failure.js'
import { describeReady } from './welcome.js'

const began = performance.now()
const write = (line: string): void => void process.stdout.write(`${line}\n`)
const interruption = new AbortController()
let platform: Platform | undefined

listenForTheEnd()
try {
  const { gatewayTuning, ...settings } = readLocalSettings()
  write('安灯启动中 Starting Andon')
  platform = await startPlatform(
    { ...settings, announce: createAnnouncer(write), settings: { gateway: gatewayTuning } },
    interruption.signal,
  )
  if (interruption.signal.aborted) await platform.stop().then(sayStopped)
  const seconds = (performance.now() - began) / 1000
  write(
    `\n${describeReady({ urls: platform.urls, demoPassword: platform.secrets.demoPassword, dataFolder: settings.dataFolder, seconds })}`,
  )
} catch (error) {
  if (error instanceof StartInterrupted) sayStopped()
  const { zh, en } = explainFailure(error)
  process.stderr.write(`\n  ✗ ${zh}\n    ${en}\n`)
  process.exitCode = 1
  leave()
}

/** Ctrl-C, a terminal that closes, an order from outside, or the loss of the process that started us. */
function listenForTheEnd(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (interruption.signal.aborted) endAtOnce()
      else stop()
    })
  }
  // The bootstrap says so besides the terminal's own signal: not a second wish.
  process.on('message', () => {
    if (!interruption.signal.aborted) stop()
  })
  process.on('disconnect', () => {
    if (!interruption.signal.aborted) stop()
  })
}

function stop(): void {
  write('\n正在停止，再按一次 Ctrl-C 立即结束 … Stopping; Ctrl-C again ends at once …')
  interruption.abort()
  void platform?.stop().then(sayStopped)
}

function sayStopped(): never {
  write('已停止，数据已保留。Stopped, the data is kept.')
  leave()
}

function endAtOnce(): void {
  platform?.abandon()
  process.exit(130)
}

/** The IPC channel would keep this process alive. */
function leave(): never {
  if (process.connected) process.disconnect()
  process.exit()
}
