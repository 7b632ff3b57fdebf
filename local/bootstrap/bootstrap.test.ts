import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkoutFolder } from '../checkout.js'

/** Stands in for npm, which would need a network: installs the tools that stand in for the compiler, and notes each call. */
const npm = `
  const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
  if (process.argv[2] !== 'ping') appendFileSync(process.env.CALLS, process.argv[2] + ' ' + process.cwd().endsWith('cms') + '\\n')
  if (process.env.NPM_FAILS) { console.error(process.env.NPM_FAILS); process.exit(1) }
  if (process.argv[2] === 'ping') process.exit(0)
  if (process.argv[2] === 'ci') {
    mkdirSync('node_modules/typescript/bin', { recursive: true })
    writeFileSync('node_modules/typescript/bin/tsc', process.env.COMPILER)
  } else {
    mkdirSync('dist', { recursive: true })
  }
`

const compiler = `
  const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
  appendFileSync(process.env.CALLS, 'tsc\\n')
  if (readFileSync('local/main.ts', 'utf8').includes('mistake')) { console.log('main.ts(1,1): a mistake'); process.exit(2) }
  mkdirSync('dist/local', { recursive: true })
  writeFileSync('dist/local/main.js', 'console.log("runs with " + process.argv.slice(2).join(" ")); process.exitCode = 7; process.disconnect?.()')
`

describe('the bootstrap', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'andon-bootstrap-'))
    for (const name of ['bootstrap.mjs', 'bootstrap']) {
      cpSync(join(checkoutFolder, 'local', name), join(folder, 'local', name), { recursive: true })
    }
    mkdirSync(join(folder, 'cms', 'src'), { recursive: true })
    mkdirSync(join(folder, 'home'))
    writeFileSync(join(folder, 'local', 'main.ts'), 'first')
    writeFileSync(join(folder, 'cms', 'src', 'index.ts'), 'first')
    writeFileSync(join(folder, 'npm-cli.js'), npm)
    for (const place of ['.', 'cms'])
      writeFileSync(join(folder, place, 'package-lock.json'), '{"packages":{}}')
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  type Outcome = { code: number | null; output: string; calls: string[] }

  const run = (args: string[], environment: Record<string, string> = {}): Promise<Outcome> => {
    const calls = join(folder, 'calls')
    rmSync(calls, { force: true })
    const child = spawn(process.execPath, [join(folder, 'local', 'bootstrap.mjs'), ...args], {
      env: {
        ...{ PATH: process.env['PATH'], HOME: join(folder, 'home'), CALLS: calls, COMPILER: compiler },
        ...{ npm_execpath: join(folder, 'npm-cli.js'), npm_node_execpath: process.execPath },
        ...environment,
      },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)))
    return new Promise((resolve) => {
      child.on('close', (code) => {
        const called = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').sort() : []
        resolve({ code, output, calls: called })
      })
    })
  }

  it('prepares everything, runs the program with its arguments and ends as it ends', async () => {
    const { code, output, calls } = await run(['start', '--now'])
    expect(calls).toEqual(['ci false', 'ci true', 'run true', 'tsc'])
    expect(output).toContain('runs with --now')
    expect(code).toBe(7)
  })

  it('skips what is done', async () => {
    await run(['prepare'])
    const { calls, output } = await run(['start'])
    expect(calls).toEqual([])
    expect(output.trim()).toBe('runs with')
  })

  it('does again only what has changed', async () => {
    await run(['prepare'])
    writeFileSync(join(folder, 'local', 'main.ts'), 'second')
    expect((await run(['prepare'])).calls).toEqual(['tsc'])
    writeFileSync(join(folder, 'cms', 'src', 'index.ts'), 'second')
    expect((await run(['prepare'])).calls).toEqual(['run true'])
    writeFileSync(join(folder, 'cms', 'package-lock.json'), '{"packages":{},"changed":true}')
    expect((await run(['prepare'])).calls).toEqual(['ci true', 'run true'])
  })

  it('shows the last lines of a failed step, and does it again the next time', async () => {
    writeFileSync(join(folder, 'local', 'main.ts'), 'a mistake')
    const failed = await run(['start'])
    expect(failed.code).toBe(1)
    expect(failed.output).toContain('main.ts(1,1): a mistake')
    expect(failed.output).toContain('prepare-server.log')
    expect((await run(['reset'])).calls).toContain('tsc')
  })

  it.each([
    ['a missing network', 'npm error code ENOTFOUND', /cannot reach the registry/],
    ['a full disk', 'npm error ENOSPC: no space left on device', /ANDON_DATA/],
  ])('tells %s in one sentence', async (_title, said, sentence) => {
    const { code, output } = await run(['start'], { NPM_FAILS: said })
    expect(code).toBe(1)
    expect(output).toMatch(sentence)
    expect(output).not.toContain('    at ')
  })

  it('does not begin to install without a network', async () => {
    const { calls } = await run(['start'], { NPM_FAILS: 'npm error code EAI_AGAIN' })
    expect(calls).toEqual([])
  })

  it('removes what the compiler left of a deleted source', async () => {
    await run(['prepare'])
    writeFileSync(join(folder, 'dist', 'local', 'gone.js'), '')
    writeFileSync(join(folder, 'local', 'main.ts'), 'second')
    await run(['prepare'])
    expect(existsSync(join(folder, 'dist', 'local', 'gone.js'))).toBe(false)
    expect(existsSync(join(folder, 'dist', 'local', 'main.js'))).toBe(true)
  })

  it('lists its commands when it knows none of that name', async () => {
    const { code, output } = await run(['toString'])
    expect(code).toBe(2)
    expect(output).toContain('start|test|reset')
  })
})
