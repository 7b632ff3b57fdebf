import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { systemCodeOf } from '../../platform/errors.js'
import { SettingsError, setting } from '../../platform/settings.js'

/** Where every moment comes from that a deadline is reckoned by: tests and the demonstration move it. */
export type Clock = () => Date

type ClockSettings = { CLOCK_FILE?: string | undefined; ANDON_DEMO: boolean }

export const clockSettings = { CLOCK_FILE: z.string().optional(), ANDON_DEMO: setting.flag() }

/**
 * The clock of a process. `CLOCK_FILE` names a file that holds a moment (ISO-8601 with offset): time goes on from
 * there since the file was written. Empty or missing, it is the true time.
 *
 * @throws SettingsError outside the demonstration: whoever may move the clock of production moves deadlines
 */
export function openClock({ CLOCK_FILE: file, ANDON_DEMO: demo }: ClockSettings): Clock {
  if (file === undefined) return () => new Date()
  if (!demo) throw new SettingsError(['CLOCK_FILE: a clock that can be set is for the demonstration only'])
  return () => new Date(Date.now() + offsetMs(file))
}

function offsetMs(file: string): number {
  try {
    const text = readFileSync(file, 'utf8').trim()
    return text === ''
      ? 0
      : z.iso.datetime({ offset: true }).transform(Date.parse).parse(text) - statSync(file).mtimeMs
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return 0
    throw error
  }
}
