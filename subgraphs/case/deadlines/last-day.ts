import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { dayInChina } from '../../shared/day.js'

/** @throws AndonError BAD_USER_INPUT for what is no day, or is over */
export function requireLastDay(dueOn: string, now: Date): void {
  if (z.iso.date().safeParse(dueOn).success && dueOn >= dayInChina(now)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '期限应为今天或以后的日期。', en: 'The last day is today or later.' },
    { inputPath: 'dueOn' },
  )
}
