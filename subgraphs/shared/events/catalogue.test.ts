import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { eventCatalogue } from './catalogue.js'

it('docs/events.md lists every event with its producer and the fields of its payload', () => {
  const documented = readFileSync('docs/events.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name = '', producer, payload = '', consumers]) => {
      expect(consumers).toBeTruthy()
      return { name: name.replaceAll('`', ''), producer, payload: payload.replaceAll('`', '').split(/ +/) }
    })
  expect(documented).toEqual(
    Object.entries(eventCatalogue).map(([name, { producer, payload }]) => ({
      name,
      producer,
      payload: Object.keys(payload.shape),
    })),
  )
})

it('a payload sheds what the catalogue does not name', () => {
  const { payload } = eventCatalogue.ReportingNoticePublished
  expect(payload.parse({ version: 1, author: 'somebody' })).toEqual({ version: 1 })
})
