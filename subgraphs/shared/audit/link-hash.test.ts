import { expect, test } from '@jest/globals'
import { anonymous } from '../../../platform/viewer/viewer.js'
import { requireCodes, toActor } from './audit-entry.js'
import { commitmentOf, hashOfLink, spell } from './link-hash.js'
import { createReasonKeys } from './reason-keys.js'

const salt = Buffer.alloc(32, 1)
const detail = { actor: { kind: 'SYSTEM' }, facts: { count: 2, entries: ['a', 'b'] }, reason: null }
const entry = { id: 'x', action: 'READ', thingKind: 'REPORT', thingId: 'y', commitment: Buffer.alloc(32) }
const link = { chain: 'report', position: 7, at: new Date(0), prevHash: Buffer.alloc(32) }

test('details are spelled in one way, whatever order their keys come back in', () => {
  expect(spell({ b: { d: 1, c: [2] }, a: null })).toBe('{"a":null,"b":{"c":[2],"d":1}}')
  const turned = { ...detail, facts: { entries: ['a', 'b'], count: 2 } }
  expect(commitmentOf(salt, turned)).toEqual(commitmentOf(salt, detail))
})

test.each([
  ['another actor', { ...detail, actor: { kind: 'STAFF' } }],
  ['another fact', { ...detail, facts: { count: 3, entries: ['a', 'b'] } }],
  ['another order of a list', { ...detail, facts: { count: 2, entries: ['b', 'a'] } }],
  ['a reason', { ...detail, reason: Buffer.from('x') }],
])('a commitment fits no details with %s', (_what, other) => {
  expect(commitmentOf(salt, other)).not.toEqual(commitmentOf(salt, detail))
})

test.each([
  ['another chain', { ...link, chain: 'case' }, entry],
  ['another position', { ...link, position: 8 }, entry],
  ['another moment', { ...link, at: new Date(1) }, entry],
  ['another link before it', { ...link, prevHash: Buffer.alloc(32, 1) }, entry],
  ['another action', link, { ...entry, action: 'WROTE' }],
  ['another thing', link, { ...entry, thingId: 'z' }],
  ['another commitment', link, { ...entry, commitment: Buffer.alloc(32, 1) }],
])('a link fits nothing with %s', (_what, otherLink, otherEntry) => {
  expect(hashOfLink(otherLink, otherEntry)).not.toEqual(hashOfLink(link, entry))
})

test('facts are codes, ids, whole numbers and lists of them, never a text', () => {
  expect(requireCodes({ kind: 'IMAGE', of: ['7b0c4a0e-6c70-4a44-9df6-2f1a2f1f9a11'], count: 1, none: null }))
  for (const text of ['瞒报一人', 'two words', 'a'.repeat(201)])
    expect(() => requireCodes({ said: text })).toThrow('said is not a closed code')
  expect(() => requireCodes({ all: ['OK', 'not ok'] })).toThrow('all is not')
  expect(() => requireCodes({ share: 0.5 })).toThrow('whole number')
})

test('an actor is kept without roles', () => {
  const staff = { kind: 'STAFF', subject: 's', roles: ['LEADER'], authorityId: null } as const
  expect(toActor({ ...staff, roles: [...staff.roles] })).toEqual({
    kind: 'STAFF',
    subject: 's',
    authorityId: null,
  })
  expect(toActor(anonymous)).toEqual({ kind: 'ANONYMOUS' })
  expect(toActor('SYSTEM')).toEqual({ kind: 'SYSTEM' })
})

test('a reason opens for its entry only, also after a rotation, and shows a size class', () => {
  const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const sealed = createReasonKeys([older]).seal('entry', '核对现场照片')
  const rotated = createReasonKeys([newer, older])
  expect(rotated.open('entry', sealed)).toBe('核对现场照片')
  expect(() => rotated.open('other', sealed)).toThrow()
  expect(createReasonKeys([newer]).open('entry', sealed)).toBeUndefined()
  expect(rotated.seal('entry', '短').length).toBe(rotated.seal('entry', '长'.repeat(80)).length)
})
