import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SettingsError } from '../../platform/settings.js'
import { openClock } from './clock.js'

describe('the clock', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'andon-clock-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('is the true one where no file is named, where there is none, and where it is empty', () => {
    const file = join(folder, 'clock')
    const clocks = [
      openClock({ CLOCK_FILE: undefined, ANDON_DEMO: false }),
      openClock({ CLOCK_FILE: file, ANDON_DEMO: true }),
    ]
    for (const clock of clocks) expect(Math.abs(clock().getTime() - Date.now())).toBeLessThan(5_000)
    writeFileSync(file, '\n')
    expect(Math.abs(clocks[1]!().getTime() - Date.now())).toBeLessThan(5_000)
  })

  it('goes on from the moment in the file since that was written, and is moved by writing it again', () => {
    const file = join(folder, 'clock')
    const clock = openClock({ CLOCK_FILE: file, ANDON_DEMO: true })
    writeFileSync(file, '2026-10-01T09:00:00+08:00')
    const anHourAgo = Date.now() / 1_000 - 3_600
    utimesSync(file, anHourAgo, anHourAgo)
    expect(clock().toISOString().slice(0, 15)).toBe('2026-10-01T02:0')
    writeFileSync(file, '2027-01-04T09:30:00+08:00')
    expect(clock().toISOString().slice(0, 13)).toBe('2027-01-04T01')
  })

  it('does not start outside the demonstration when it could be set', () => {
    expect(() => openClock({ CLOCK_FILE: join(folder, 'clock'), ANDON_DEMO: false })).toThrow(SettingsError)
  })

  it('takes no text that is not a moment for one', () => {
    const file = join(folder, 'clock')
    writeFileSync(file, 'tomorrow')
    expect(() => openClock({ CLOCK_FILE: file, ANDON_DEMO: true })()).toThrow()
  })
})
