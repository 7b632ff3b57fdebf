import { describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { readPageRequest, toConnection } from './connection.js'

const rows = Array.from({ length: 4 }, () => ({ id: randomUUID(), openedAt: new Date() }))

function refusalOf(first: number, after?: string): { code: string; inputPath: string | undefined } {
  try {
    readPageRequest(first, after)
  } catch (error) {
    if (error instanceof AndonError) return { code: error.code, inputPath: error.inputPath }
  }
  throw new Error('it was taken')
}

describe('a page', () => {
  it('says what is before and after it', () => {
    const page = toConnection(rows, { first: 3, afterId: undefined })
    expect(page.nodes).toEqual(rows.slice(0, 3))
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor)
    expect(page.pageInfo.endCursor).toBe(page.edges[2]?.cursor)
    const last = toConnection(rows.slice(3), { first: 3, afterId: rows[2]!.id })
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(toConnection([], { first: 3, afterId: undefined }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    })
  })

  it('goes on after the row its cursor names', () => {
    const { endCursor } = toConnection(rows, { first: 2, afterId: undefined }).pageInfo
    expect(readPageRequest(2, endCursor)).toEqual({ first: 2, afterId: rows[1]!.id })
    expect(readPageRequest(100, null)).toEqual({ first: 100, afterId: undefined })
  })

  it('has a cursor that tells an id and nothing else: no moment, no number', () => {
    const [row] = rows
    const { cursor } = toConnection([row!], { first: 1, afterId: undefined }).edges[0]!
    expect(Buffer.from(cursor, 'base64url').toString('hex')).toBe(row!.id.replaceAll('-', ''))
  })

  it.each([0, -1, 101, 1.5, Number.NaN])('of %d items is refused', (first) => {
    expect(refusalOf(first)).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'first' })
  })

  it.each(['', ' ', 'abc', '第一页', 'MQ==', 'A'.repeat(23), `${'A'.repeat(22)}=`, 'x'.repeat(10_000)])(
    'after the malformed cursor %j is refused',
    (cursor) => {
      expect(refusalOf(1, cursor)).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'after' })
    },
  )
})
