import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commands } from './commands.mjs'
import { runEntry } from './entry.mjs'
import { PreparationFailure, explainFileFailure } from './failure.mjs'
import { withLock } from './lock.mjs'
import { prepare } from './prepare.mjs'
import { showProgress } from './progress.mjs'
import { describeSteps } from './steps.mjs'
import { createToolRunner, findNode } from './tools.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Prepares what the command needs, then becomes it. */
export async function bootstrap([name, ...args]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
  if (command === undefined) {
    console.error(`用法 Usage: node local/bootstrap.mjs <${Object.keys(commands).join('|')}> [arguments]`)
    process.exit(2)
  }
  try {
    await prepareFor(command)
    if (command.entry === undefined) return
    process.exitCode = await runEntry({ ...command, node: findNode(root), args, cwd: root })
  } catch (error) {
    tell(error)
    process.exitCode = 1
  }
}

async function prepareFor(command) {
  const tools = createToolRunner({ logFolder: ensureLogFolder() })
  let interrupted = false
  const onInterrupt = () => {
    interrupted = true
    console.error('\n已中断，下次会接着做。Interrupted: the next start goes on from here.')
    void tools.endAll().then(() => process.exit(130))
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, onInterrupt)
  // What a command prints may be kept in a file: preparing it is told beside.
  const tellPreparing = command.printsToFile ? console.error : console.log
  const onWait = () =>
    tellPreparing('另一个命令正在准备，稍候。Another command is preparing this checkout: waiting for it.')
  try {
    const ran = await withLock(join(root, '.andon', 'prepare.lock'), { onWait }, () =>
      prepare(describeSteps({ root, tools }), command.needs, showProgress({ write: tellPreparing })),
    )
    if (ran.length > 0) tellPreparing('')
  } catch (error) {
    // What was ended on purpose has not failed.
    if (interrupted) process.exit(130)
    throw error
  } finally {
    await tools.endAll()
    for (const signal of signals) process.off(signal, onInterrupt)
  }
}

/** Others may pass through the data folder but not look: run by root, PostgreSQL lives in it as nobody. */
function ensureLogFolder() {
  const dataFolder = resolve(root, process.env.ANDON_DATA || '.andon')
  const logFolder = join(dataFolder, 'logs')
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
  mkdirSync(logFolder, { recursive: true, mode: 0o700 })
  return logFolder
}

function tell(error) {
  const told = error?.syscall && error.path ? explainFileFailure(error) : error
  console.error(told instanceof PreparationFailure ? `\n${told.message}` : told)
  if (told instanceof PreparationFailure && told.logTail.length > 0)
    console.error(`\n${told.logTail.join('\n')}`)
}
