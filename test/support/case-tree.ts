import { expect } from '@jest/globals'
import type { TestDatabase } from './database.js'
import { appendEvents, authorityBelow } from './events.js'
import { soon } from './soon.js'

/** The county handles, the city and the province stand above it, the other city elsewhere. */
export const seats = ['410102', '410100', '410000', '410300'] as const

/** Makes the authorities of the seats known to case, one above the other. */
export async function plantCaseTree(database: TestDatabase): Promise<void> {
  await appendEvents(
    database,
    authorityBelow('410000', null),
    authorityBelow('410100', '410000'),
    authorityBelow('410300', '410000'),
    authorityBelow('410102', '410100'),
  )
  await soon(async () =>
    expect(await database.ask('SELECT FROM "case".authority_reach')).toHaveLength(seats.length),
  )
}
