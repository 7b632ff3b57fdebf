import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifyProcess, stillRuns, type ProcessIdentity } from './process-identity.js'
import { claimRunFile, endLeftBehind, readRun } from './run-file.js'

describe('the note of what runs on a data folder', () => {
  let folder: string
  const started: ChildProcess[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'andon-run-'))
  })

  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  const startOther = (): ProcessIdentity => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    started.push(child)
    const identity = identifyProcess(child.pid ?? 0)
    if (identity === undefined) throw new Error('the system does not describe its processes')
    return identity
  }

  const noteOf = (launcher: ProcessIdentity, processes: (ProcessIdentity & { name: string })[]): void => {
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ launcher, ready: true, urls: {}, processes }))
  }

  it('is found while the launcher lives, and gone afterwards', () => {
    const file = claimRunFile(folder)
    file.write({ ready: true, urls: { graph: 'http://localhost:4000/graphql' }, processes: [] })
    expect(readRun(folder)).toMatchObject({ ready: true, urls: { graph: 'http://localhost:4000/graphql' } })
    file.remove()
    expect(readRun(folder)).toBeUndefined()
  })

  it('keeps a second launcher away', () => {
    noteOf(startOther(), [])
    expect(() => claimRunFile(folder)).toThrow(/ANDON_DATA/)
    expect(existsSync(join(folder, 'run.json'))).toBe(true)
  })

  it('hands over what a killed launcher left running, and that is ended', async () => {
    const orphan = startOther()
    noteOf({ pid: 2_147_483, startedAt: 'long ago', commandLine: 'node' }, [{ name: 'case', ...orphan }])
    const { leftBehind } = claimRunFile(folder)
    expect(await endLeftBehind(leftBehind)).toEqual(['case'])
    expect(stillRuns(orphan)).toBe(false)
  })

  it('never ends a process that only has the number of one of ours', async () => {
    const stranger = startOther()
    const notes = [
      { name: 'case', ...stranger, startedAt: 'another moment' },
      { name: 'report', ...stranger, commandLine: 'another command' },
    ]
    expect(await endLeftBehind(notes)).toEqual([])
    expect(stillRuns(stranger)).toBe(true)
  })

  it('begins anew where a crash left half a file', () => {
    writeFileSync(join(folder, 'run.json'), '{"launcher": {"pi')
    expect(claimRunFile(folder).leftBehind).toEqual([])
  })

  it('does not take an ended process for a running one', async () => {
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
    const identity = identifyProcess(child.pid ?? 0)
    await once(child, 'exit')
    expect(identity && stillRuns(identity)).toBe(false)
  })
})
