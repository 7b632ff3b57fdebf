import { z } from 'zod'

/** Due process of the marking of malicious reports. */
export const markSettings = {
  /** How many days a reporter has to answer before a leader decides. */
  MARK_ANSWER_DAYS: z.coerce.number('a whole number').int().min(1).max(90).default(15),
} satisfies z.ZodRawShape
