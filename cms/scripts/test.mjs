// Runs the compiled tests one file after the other and ends with the figures.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../dist/test')
const wanted = process.argv.slice(2)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.js') && wanted.every((word) => name.includes(word)))
  .map((name) => join(folder, name))
const count = { passed: 0, failed: 0 }
const tests = run({ files, concurrency: 1 })
tests.on('test:pass', ({ details }) => (count.passed += details.type === 'suite' ? 0 : 1))
tests.on('test:fail', ({ details }) => (count.failed += details.type === 'suite' ? 0 : 1))
tests.compose(new spec()).pipe(process.stdout)
tests.on('end', () => {
  process.exitCode = count.failed === 0 ? 0 : 1
  setImmediate(() => console.log(`cms: ${count.passed} passed, ${count.failed} failed`))
})
