import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Keys that wrap the keys of reports: the first is in force, the others still open what they have wrapped. */
export type EnvelopeKeys = {
  current: EnvelopeKey
  older: readonly EnvelopeKey[]
  byId: (id: string) => EnvelopeKey | undefined
}

export type EnvelopeKey = { id: string; bytes: Buffer }

/** The setting: one key of 32 bytes as base64, or several with commas between them while keys are rotated. */
export function envelopeKeysSetting() {
  return z
    .string()
    .transform((text) => text.split(',').map((item) => Buffer.from(item.trim(), 'base64')))
    .refine((keys) => keys.every(({ length }) => length === 32), {
      message: '32 bytes as base64; older keys after a comma',
    })
    .transform(readEnvelopeKeys)
}

export function readEnvelopeKeys(keys: readonly Buffer[]): EnvelopeKeys {
  const known = keys.map((bytes) => ({ id: idOf(bytes), bytes }))
  const [current, ...older] = known
  if (current === undefined) throw new Error('there is no envelope key')
  return { current, older, byId: (id) => known.find((key) => key.id === id) }
}

/** A name for a key that tells nothing of it. */
function idOf(bytes: Buffer): string {
  return createHash('sha256').update('andon envelope key id v1').update(bytes).digest('hex').slice(0, 16)
}
