import { z } from 'zod'

const days = (fallback: number) => z.coerce.number('a whole number').int().min(1).max(3_660).default(fallback)

/** How long backups live; an erasure is complete when the last of them that could bring the record back has ended. */
export const retentionSettings = {
  /** Of backups that hold `report.content_key`. Short: what is erased opens nowhere once they have ended. */
  KEY_BACKUP_DAYS: days(7),
  /** Of all others. */
  BACKUP_DAYS: days(35),
} satisfies z.ZodRawShape

export type RetentionSettings = z.infer<z.ZodObject<typeof retentionSettings>>
