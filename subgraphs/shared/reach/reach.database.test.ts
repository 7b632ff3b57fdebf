import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { Lifecycle } from '../../../platform/lifecycle.js'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { openOrm } from '../orm.js'
import type { EventPayload } from '../events/catalogue.js'
import { AuthorityReach } from './authority-reach.entity.js'
import { reaches, reachHandlers, reachOf, regionOfViewer } from './reach.service.js'

let database: TestDatabase
let lifecycle: Lifecycle
let em: EntityManager

const ids = {
  ministry: randomUUID(),
  henan: randomUUID(),
  zhengzhou: randomUUID(),
  zhongyuan: randomUUID(),
  xpcc: randomUUID(),
  shihezi: randomUUID(),
  mines: randomUUID(),
  minesOfHenan: randomUUID(),
}
type Name = keyof typeof ids
type Registered = EventPayload<'AuthorityRegistered'>

const tree: [Name, Name | null, Registered['kind'], string | null][] = [
  ['ministry', null, 'EMERGENCY_MANAGEMENT', '000000'],
  ['henan', 'ministry', 'EMERGENCY_MANAGEMENT', '410000'],
  ['zhengzhou', 'henan', 'EMERGENCY_MANAGEMENT', '410100'],
  ['zhongyuan', 'zhengzhou', 'EMERGENCY_MANAGEMENT', '410102'],
  ['xpcc', 'ministry', 'XPCC', null],
  ['shihezi', 'xpcc', 'EMERGENCY_MANAGEMENT', '659001'],
  ['mines', 'ministry', 'MINE_SAFETY', '000000'],
  ['minesOfHenan', 'mines', 'MINE_SAFETY', '410000'],
]

function tell(name: 'AuthorityRegistered' | 'AuthorityClosed', payload: object): Promise<void> {
  const handler = reachHandlers[name] as (em: EntityManager, event: { payload: object }) => Promise<void>
  return em.transactional((inner) => handler(inner, { payload }))
}

function staffOf(name: Name): StaffViewer {
  return { kind: 'STAFF', subject: name, roles: ['INTAKE_OFFICER'], authorityId: ids[name] }
}

beforeAll(async () => {
  database = await openTestDatabase()
  lifecycle = new Lifecycle(silentLog)
  const databaseUrl = database.runtimeUrl('case')
  const orm = await openOrm({ databaseUrl, schema: 'case', entities: [AuthorityReach], lifecycle })
  em = orm.em.fork()
  for (const [name, parent, kind, regionCode] of tree)
    await tell('AuthorityRegistered', {
      authorityId: ids[name],
      kind,
      level: 'CITY',
      regionCode,
      parentAuthorityId: parent === null ? null : ids[parent],
    })
})

afterAll(async () => {
  await lifecycle.close()
  await database[Symbol.asyncDispose]()
})

describe('how far staff may look', () => {
  const matter = (regionCode: string, handledBy: Name, ...about: Name[]) => ({
    regionCode,
    authorityId: ids[handledBy],
    excludedAuthorityIds: about.map((name) => ids[name]),
  })
  test.each<[Name, ReturnType<typeof matter>, boolean]>([
    ['zhengzhou', matter('410102', 'zhongyuan'), true],
    ['zhengzhou', matter('410300', 'henan'), false],
    ['minesOfHenan', matter('410102', 'zhongyuan'), false],
    ['minesOfHenan', matter('410102', 'minesOfHenan'), true],
    ['mines', matter('410102', 'minesOfHenan'), true],
    ['henan', matter('410102', 'minesOfHenan'), true],
    ['xpcc', matter('659001', 'shihezi'), true],
    ['xpcc', matter('650100', 'ministry'), false],
    ['shihezi', matter('659001', 'shihezi'), true],
    ['zhengzhou', matter('410102', 'henan', 'zhengzhou'), false],
    ['zhongyuan', matter('410102', 'henan', 'zhengzhou'), false],
    ['henan', matter('410102', 'henan', 'zhengzhou'), true],
    ['ministry', matter('410102', 'henan', 'zhengzhou'), true],
    ['minesOfHenan', matter('410102', 'minesOfHenan', 'zhengzhou'), true],
  ])('%s reaches %j: %s', async (name, asked, isReached) => {
    expect(reaches(await reachOf(em, staffOf(name)), asked)).toBe(isReached)
  })

  test('is nowhere for who works for nobody or for somebody unknown', async () => {
    for (const authorityId of [null, randomUUID()])
      expect(await reachOf(em, { ...staffOf('henan'), authorityId })).toEqual({ handledBy: [], line: [] })
  })

  test('ends with the day the authority is closed on, and not before', async () => {
    const close = (effectiveOn: string) =>
      tell('AuthorityClosed', { authorityId: ids.zhongyuan, effectiveOn, successorAuthorityId: null })
    await close('2999-01-01')
    expect(await regionOfViewer(em, staffOf('zhongyuan'))).toBe('410102')
    await close('2020-01-01')
    expect(await regionOfViewer(em, staffOf('zhongyuan'))).toBeUndefined()
  })
})
