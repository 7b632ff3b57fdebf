import { randomBytes } from 'node:crypto'
import { strongCost } from './key-file.js'
import { runCustodian } from './run-custodian.js'
import { realTerminal } from './terminal.js'

process.exitCode = await runCustodian(process.argv.slice(2), {
  terminal: realTerminal,
  random: randomBytes,
  now: new Date(),
  cost: strongCost,
})
