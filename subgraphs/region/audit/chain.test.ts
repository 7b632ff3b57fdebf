import { expect, test } from '@jest/globals'
import { findBreak, firstHash, hashOf, type Change } from './chain.js'

const at = new Date('2026-03-01T08:00:00.000Z')

function record(subject: string, after: object): Change {
  return {
    id: subject,
    at,
    subject,
    thing: 'AUTHORITY',
    thingId: 'x',
    action: 'CHANGED',
    before: null,
    after,
  }
}

function chain(...changes: Change[]) {
  let prevHash = firstHash
  return changes.map((change) => {
    const linked = { ...change, prevHash, hash: hashOf(change, prevHash) }
    prevHash = linked.hash
    return linked
  })
}

test('a chain holds, whatever order the keys come back in', () => {
  const records = chain(
    record('a', { name: '甲', level: 'CITY' }),
    record('b', { contacts: [{ a: 1, b: 2 }] }),
  )
  records[0]!.after = { level: 'CITY', name: '甲' }
  records[1]!.after = { contacts: [{ b: 2, a: 1 }] }
  expect(findBreak(records)).toBe(-1)
})

test('a record that was changed, left out or put elsewhere breaks it', () => {
  const whole = () => chain(record('a', { n: 1 }), record('b', { n: 2 }), record('c', { n: 3 }))
  const changed = whole()
  changed[1]!.after = { n: 9 }
  expect(findBreak(changed)).toBe(1)
  const [first, , third] = whole()
  expect(findBreak([first!, third!])).toBe(1)
  expect(findBreak([third!, first!])).toBe(0)
})
