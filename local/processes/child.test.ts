import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from '../../platform/errors.js'
import { askUntil } from '../patience.js'
import { Child } from './child.js'
import { freePort } from './ports.js'

/** Answers on its port; what else it does is given by the test. */
const server = `
  const { createServer } = require('node:http')
  console.log(JSON.stringify(Object.keys(process.env).sort()))
  createServer((_, answer) => answer.writeHead(process.env.STATUS ?? 200).end('{"waitingFor":["database"]}'))
    .listen(Number(process.env.PORT), '127.0.0.1')
  process.on('SIGTERM', () => process.env.DEAF || process.exit(0))
`

describe('a process that is kept running', () => {
  let folder: string
  let port: number
  let troubles: Message[]
  let child: Child | undefined

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'andon-child-'))
    port = await freePort()
    troubles = []
  })

  afterEach(async () => {
    await child?.stop()
    rmSync(folder, { recursive: true })
  })

  const open = (script: string, environment: Record<string, string> = {}): Child => {
    const file = join(folder, 'program.cjs')
    writeFileSync(file, script)
    child = new Child(
      {
        name: 'trial',
        command: process.execPath,
        args: [file],
        cwd: folder,
        environment: { PORT: String(port), ...environment },
        readyUrl: `http://127.0.0.1:${String(port)}/health/ready`,
        readyWithinMs: 2_000,
        stopWithinMs: 300,
        portSetting: 'TRIAL_PORT',
        logFile: join(folder, 'logs', 'trial.log'),
      },
      { onSpawn: () => undefined, onTrouble: (told) => troubles.push(told) },
    )
    return child
  }

  it('is ready when it says so, and sees only the settings it was given', async () => {
    await open(server).start()
    const seen = readFileSync(join(folder, 'logs', 'trial.log'), 'utf8').split('\n')[0] ?? ''
    const names = (JSON.parse(seen) as string[]).filter((name) => !name.startsWith('NODE_CHANNEL'))
    expect(names.filter((name) => !name.startsWith('__CF'))).toEqual(['PORT'])
  })

  it('is told with the last line of its log when it ends right after its start', async () => {
    const failing = open(`throw new RangeError('the cord is cut')`).start()
    await expect(failing).rejects.toThrow(/RangeError: the cord is cut.*TRIAL_PORT/)
  })

  it('is told with what it waits for when it does not get ready', async () => {
    await expect(open(server, { STATUS: '503' }).start()).rejects.toThrow(/not ready within 2 s.*database/)
  })

  it('is started again when it ends unexpectedly, and that is said', async () => {
    const kept = open(server)
    await kept.start()
    const first = kept.identity?.pid ?? 0
    process.kill(first, 'SIGKILL')
    await askUntil({ withinMs: 5_000, everyMs: 20 }, () => (troubles.length > 0 ? 'told' : undefined))
    await askUntil({ withinMs: 5_000, everyMs: 20 }, () =>
      kept.identity !== undefined && kept.identity.pid !== first ? 'again' : undefined,
    )
    await kept.ready()
    expect(troubles[0]?.en).toMatch(/trial ended unexpectedly \(SIGKILL\)/)
  })

  it('stays down when it was killed on purpose, until it is started again', async () => {
    const kept = open(server)
    await kept.start()
    await kept.kill('SIGKILL')
    expect(kept.identity).toBeUndefined()
    expect(troubles).toEqual([])
    await kept.startAgain()
    expect(kept.identity).toBeDefined()
  })

  it('is ended by force when it does not listen', async () => {
    const deaf = open(server, { DEAF: 'yes' })
    await deaf.start()
    await deaf.stop()
    expect(deaf.identity).toBeUndefined()
  })
})
