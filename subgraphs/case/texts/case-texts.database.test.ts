import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { readEnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { createCaseTexts, type CaseTexts } from './case-texts.js'

const text = '经现场核查，第三车间安全出口被封堵。'

describe('what is written in a case', () => {
  let subgraph: CaseSubgraph
  let texts: CaseTexts
  const older = randomBytes(32)
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    texts = createCaseTexts(readEnvelopeKeys([older]))
  })
  afterAll(() => subgraph.close())

  const em = () => subgraph.orm.em.fork()
  const newCase = async () => (await placeCases(subgraph.database, [{ state: 'VERIFYING' }]))[0]!.caseId
  const place = { table: 'site_visit', rowId: randomUUID(), field: 'sealed_findings' }

  it('opens in its place only, and stands nowhere in the database', async () => {
    const caseId = await newCase()
    const sealed = await texts.seal(em(), caseId, place, text)
    expect(await texts.open(em(), caseId, place, sealed)).toBe(text)
    await expect(texts.open(em(), caseId, { ...place, rowId: randomUUID() }, sealed)).rejects.toThrow()
    expect(await tablesThatHold(subgraph.database, text)).toEqual([])
  })

  it('is sealed under one key where several write the first text at once', async () => {
    const caseId = await newCase()
    const sealed = await Promise.all([1, 2, 3].map(() => texts.seal(em(), caseId, place, text)))
    const opened = await texts.openAll(
      em(),
      sealed.map((one) => ({ caseId, place, sealed: one })),
    )
    expect(opened).toEqual([text, text, text])
  })

  it('opens after the envelope key was changed, and never after the key of the case was destroyed', async () => {
    const caseId = await newCase()
    const sealed = await texts.seal(em(), caseId, place, text)
    const rotated = createCaseTexts(readEnvelopeKeys([randomBytes(32), older]))
    expect(await rotated.open(em(), caseId, place, sealed)).toBe(text)
    await texts.destroy(em(), caseId, new Date())
    expect(await texts.open(em(), caseId, place, sealed)).toBeNull()
    await expect(texts.seal(em(), caseId, place, text)).rejects.toThrow('were erased')
  })
})
