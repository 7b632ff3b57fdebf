import { createHash } from 'node:crypto'

/** What a change record says; the hash covers all of it and the record before. */
export type Change = {
  id: string
  at: Date
  subject: string
  thing: ChangedThing
  thingId: string
  action: ChangeAction
  before: object | null
  after: object | null
}

export const changedThings = ['AUTHORITY', 'DUTY_ROSTER', 'RULE', 'REGISTRY', 'DIVISION_LIST'] as const
export type ChangedThing = (typeof changedThings)[number]

export const changeActions = ['REGISTERED', 'CHANGED', 'CLOSED', 'IMPORTED'] as const
export type ChangeAction = (typeof changeActions)[number]

/** What stands before the first record. */
export const firstHash = '0'.repeat(64)

/** SHA-256 in hex over the hash before and the record in one spelling, whatever order the database keeps keys in. */
export function hashOf(change: Change, prevHash: string): string {
  const { id, at, subject, thing, thingId, action, before, after } = change
  const said = [prevHash, id, at.toISOString(), subject, thing, thingId, action, spell(before), spell(after)]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

/** The position of the first record that does not follow from the one before it; -1 where the chain holds. */
export function findBreak(records: readonly (Change & { prevHash: string; hash: string })[]): number {
  let expected = firstHash
  return records.findIndex((record) => {
    const holds = record.prevHash === expected && hashOf(record, record.prevHash) === record.hash
    expected = record.hash
    return !holds
  })
}

function spell(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
