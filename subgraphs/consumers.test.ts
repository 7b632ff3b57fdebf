import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { createCaseHandlers } from './case/event-handlers.js'
import { reportHandlers } from './report/event-handlers.js'
import { reachHandlers } from './shared/reach/reach.service.js'
import { countedEventNames } from './statistics/counters/fold-events.js'
import { outreachHandlers } from './statistics/outreach/records/folding.js'

const followed = {
  report: reportHandlers,
  case: createCaseHandlers(() => new Date()),
  statistics: {
    ...reachHandlers,
    ...outreachHandlers,
    ...Object.fromEntries(countedEventNames.map((name) => [name, true])),
  },
}

it('docs/events.md names as consumers who follows an event, and nobody else', () => {
  const documented = readFileSync('docs/events.md', 'utf8')
    .split('\n')
    .map((line) => /^\| `(?<name>[A-Z]\w+)` .*\|(?<consumers>[^|]+)\|$/.exec(line)?.groups)
    .filter((row) => row !== undefined)
  expect(documented.length).toBeGreaterThan(40)
  const said = documented.map(({ name, consumers = '' }) => [
    name,
    Object.keys(followed).filter((who) => new RegExp(`\\b${who}\\b.*?:`).test(consumers)),
  ])
  const done = documented.map(({ name = '' }) => [
    name,
    Object.entries(followed).flatMap(([who, handlers]) => (name in handlers ? [who] : [])),
  ])
  expect(said).toEqual(done)
})
