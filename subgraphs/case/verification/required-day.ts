import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { dayInChina, type Day } from '../../shared/day.js'

/** @throws AndonError BAD_USER_INPUT for what is no day, or one on the wrong side of today */
export function requireDay(
  day: string,
  { now, is, inputPath }: { now: Date; is: 'PAST' | 'TO_COME'; inputPath: string },
): Day {
  const today = dayInChina(now)
  const fits = is === 'PAST' ? day <= today : day >= today
  if (z.iso.date().safeParse(day).success && fits) return day
  const [zh, en] =
    is === 'PAST'
      ? ['日期不能晚于今天。', 'The day is today or earlier.']
      : ['日期不能早于今天。', 'The day is today or later.']
  throw new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
