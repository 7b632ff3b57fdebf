import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Runs all tests, quick ones first, and ends with the sum in one line.
 * `node test/run.mjs [unit|database|cms|e2e …] [-- jest arguments]`
 */
const kinds = { unit: runJest, database: runJest, cms: runCms, e2e: runJest }
/** Deadlines against hanging, not measures of speed. */
const timeoutMs = { unit: 20_000, database: 60_000, e2e: 180_000 }
/** ES modules of a test file stay in memory after it: a worker that has grown is replaced, which needs at least two. */
const workers = [
  `--maxWorkers=${String(Math.max(2, availableParallelism() - 1))}`,
  '--workerIdleMemoryLimit=1GB',
]

const given = process.argv.slice(2)
const split = given.includes('--') ? given.indexOf('--') : given.length
const chosen = given.slice(0, split)
const jestArguments = given.slice(split + 1)
const unknown = chosen.filter((kind) => !Object.hasOwn(kinds, kind))
if (unknown.length > 0) {
  console.error(`there is no kind of test ${unknown.join(', ')}; there are ${Object.keys(kinds).join(', ')}`)
  process.exit(2)
}

const sum = { passed: 0, failed: 0 }
for (const kind of chosen.length > 0 ? chosen : Object.keys(kinds)) {
  console.log(`\n── ${kind}`)
  const { code, passed, failed } = await kinds[kind](kind)
  sum.passed += passed
  // A run can fail without a failed test: a file that does not load, a teardown that throws.
  sum.failed += code !== 0 && failed === 0 ? 1 : failed
}
console.log(`\n${String(sum.passed)} passed, ${String(sum.failed)} failed`)
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1

async function runJest(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'andon-results-'))
  const outputFile = join(folder, 'results.json')
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    kind,
    '--json',
    `--outputFile=${outputFile}`,
    `--testTimeout=${String(timeoutMs[kind])}`,
    ...(kind === 'e2e' ? ['--runInBand'] : workers),
    ...jestArguments,
  ]
  const code = await finish(spawn(process.execPath, args, { stdio: ['inherit', 'ignore', 'inherit'] }))
  const results = readResults(outputFile)
  rmSync(folder, { recursive: true, force: true })
  return { code, ...results }
}

function readResults(outputFile) {
  try {
    const results = JSON.parse(readFileSync(outputFile, 'utf8'))
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** The CMS has its own tests, which want a PostgreSQL and say at the end how many passed. */
async function runCms() {
  const { startTestCluster } = await import('./support/cluster.setup.mjs')
  const { urls, stop } = await startTestCluster()
  let results = { passed: 0, failed: 1 }
  const tests = spawn(process.execPath, ['scripts/test.mjs'], {
    cwd: 'cms',
    env: { ...process.env, CMS_TEST_DATABASE_URL: urls.admin },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: tests.stdout }).on('line', (line) => {
    const figures = /^cms: (\d+) passed, (\d+) failed$/.exec(line)
    if (figures === null) console.log(line)
    else results = { passed: Number(figures[1]), failed: Number(figures[2]) }
  })
  const code = await finish(tests)
  await stop()
  return { code, ...results }
}

function finish(child) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1))
  })
}
