import { describe, expect, it } from '@jest/globals'
import type { AndonError } from '../../../platform/errors.js'
import { createReceipt, createReceiptKeys, readReceipt } from './receipt.js'

const secrets = {
  salt: Buffer.alloc(32, 1),
  findPepper: Buffer.alloc(32, 2),
  openPepper: Buffer.alloc(32, 4),
}

describe('a receipt', () => {
  it('is sixteen digits, another one each time', () => {
    const receipts = Array.from({ length: 200 }, createReceipt)
    for (const receipt of receipts) expect(readReceipt(receipt)).toBe(receipt)
    expect(new Set(receipts).size).toBe(200)
    expect(new Set(receipts.join('')).size).toBe(10)
  })

  it('has one tag and one opening key under one salt and two peppers, and others under others', async () => {
    const receipt = '1234567890123456'
    const given = [
      await createReceiptKeys(secrets)(receipt),
      await createReceiptKeys(secrets)(receipt),
      await createReceiptKeys(secrets)('1234567890123457'),
      await createReceiptKeys({ ...secrets, salt: Buffer.alloc(32, 3) })(receipt),
      await createReceiptKeys({ ...secrets, findPepper: Buffer.alloc(32, 3) })(receipt),
      await createReceiptKeys({ ...secrets, openPepper: Buffer.alloc(32, 3) })(receipt),
    ]
    const distinct = (keys: Buffer[]) => new Set(keys.map((key) => key.toString('hex'))).size
    expect(distinct(given.map(({ tag }) => tag))).toBe(4)
    expect(distinct(given.map(({ openingKey }) => openingKey))).toBe(4)
    expect(distinct(given.flatMap(({ tag, openingKey }) => [tag, openingKey]))).toBe(8)
    expect(given.map(({ tag, openingKey }) => [tag.length, openingKey.length])).toEqual(
      given.map(() => [32, 32]),
    )
  })

  it('waits in a queue with an end: a flood is refused, and who waited is served', async () => {
    const keysOf = createReceiptKeys(secrets, { atOnce: 2, waiting: 3 })
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => keysOf('1234567890123456')))
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(9 - 2 - 3)
    for (const { reason } of refused) expect((reason as AndonError).code).toBe('RATE_LIMITED')
    await expect(keysOf('1234567890123456')).resolves.toBeDefined()
  })
})
