import { describe, expect, it } from '@jest/globals'
import type { AndonError } from '../../../platform/errors.js'
import { createReceipt, createReceiptTagger, readReceipt } from './receipt.js'

const secrets = { salt: Buffer.alloc(32, 1), findPepper: Buffer.alloc(32, 2) }

describe('a receipt', () => {
  it('is sixteen digits, another one each time', () => {
    const receipts = Array.from({ length: 200 }, createReceipt)
    for (const receipt of receipts) expect(readReceipt(receipt)).toBe(receipt)
    expect(new Set(receipts).size).toBe(200)
    expect(new Set(receipts.join('')).size).toBe(10)
  })

  it('has one tag under one salt and pepper, and another under others', async () => {
    const receipt = '1234567890123456'
    const tags = await Promise.all([
      createReceiptTagger(secrets)(receipt),
      createReceiptTagger(secrets)(receipt),
      createReceiptTagger(secrets)('1234567890123457'),
      createReceiptTagger({ ...secrets, salt: Buffer.alloc(32, 3) })(receipt),
      createReceiptTagger({ ...secrets, findPepper: Buffer.alloc(32, 3) })(receipt),
    ])
    const texts = tags.map((tag) => tag.toString('hex'))
    expect(texts[0]).toBe(texts[1])
    expect(new Set(texts).size).toBe(4)
    expect(tags[0]).toHaveLength(32)
  })

  it('waits in a queue with an end: a flood is refused, and who waited is served', async () => {
    const tagOf = createReceiptTagger(secrets, { atOnce: 2, waiting: 3 })
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => tagOf('1234567890123456')))
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(9 - 2 - 3)
    for (const { reason } of refused) expect((reason as AndonError).code).toBe('RATE_LIMITED')
    await expect(tagOf('1234567890123456')).resolves.toHaveLength(32)
  })
})
