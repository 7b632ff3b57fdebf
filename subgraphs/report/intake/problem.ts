import type { Message } from '../../../platform/errors.js'

/** One thing that is wrong with a submission. */
export type Problem = { inputPath: string; message: Message }

export function problem(field: string, zh: string, en: string): Problem {
  return { inputPath: `input.${field}`, message: { zh, en } }
}
