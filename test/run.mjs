import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs the three kinds of test, quick ones first, and ends with the sum of all in one line.
 * `node test/run.mjs [unit|database|e2e …] [-- jest arguments]`
 */
/** Deadlines against hanging, not measures of speed. */
const timeoutMs = { unit: 20_000, database: 60_000, e2e: 180_000 }
const kinds = Object.keys(timeoutMs)
const given = process.argv.slice(2)
const split = given.includes('--') ? given.indexOf('--') : given.length
const chosen = given.slice(0, split).filter((kind) => kinds.includes(kind))
const jestArguments = given.slice(split + 1)

const folder = mkdtempSync(join(tmpdir(), 'andon-results-'))
let passed = 0
let failed = 0
for (const kind of chosen.length > 0 ? chosen : kinds) {
  console.log(`\n── ${kind}`)
  const outputFile = join(folder, `${kind}.json`)
  const code = await runJest(kind, outputFile)
  const results = readResults(outputFile)
  passed += results.passed
  failed += results.failed
  // Jest can fail without a failed test: a file that does not load, a teardown that throws.
  if (code !== 0 && results.failed === 0) failed += 1
}
rmSync(folder, { recursive: true, force: true })
console.log(`\n${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function runJest(kind, outputFile) {
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    kind,
    '--json',
    `--outputFile=${outputFile}`,
    `--testTimeout=${String(timeoutMs[kind])}`,
    ...(kind === 'e2e' ? ['--runInBand'] : []),
    ...jestArguments,
  ]
  return new Promise((resolve) => {
    const jest = spawn(process.execPath, args, { stdio: ['inherit', 'ignore', 'inherit'] })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal))
    jest.on('exit', (code) => resolve(code ?? 1))
  })
}

function readResults(outputFile) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(outputFile, 'utf8'),
    )
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
