import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import {
  codeOf,
  colleague,
  notValid,
  openOperatorDesk,
  operator,
  type Changed,
  type OperatorDesk,
} from '../../../test/support/operator-desk.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const change = `mutation($receipt: String!, $changeKey: String!, $proof: String!) {
  changeReceipt(receipt: $receipt, changeKey: $changeKey, proof: $proof) { receipt session { token } }
}`
const renew = `mutation($reportId: ID!, $reason: String!) {
  renewOperatorReceipt(reportId: $reportId, reason: $reason) { receipt expiresAt }
}`

describe('the receipt an operator gave', () => {
  let desk: OperatorDesk
  beforeAll(async () => {
    desk = await openOperatorDesk()
  })
  afterAll(() => desk.subgraph.close())
  const renewFor = (reportId: string, viewer: Viewer, reason = '本人来访，核对了举报内容') =>
    desk.subgraph.ask({ query: renew, variables: { reportId, reason }, viewer })

  it('opens nothing in the hands of the operator, before and after the reporter has changed it', async () => {
    const { receipt, reportId } = await desk.recordOne()
    expect(await tablesThatHold(desk.subgraph.database, receipt)).toEqual([])
    expect(await desk.openReceipt(receipt)).toMatchObject(notValid)
    const mine = await desk.changed(receipt)
    expect(mine.receipt).toMatch(/^\d{16}$/)
    expect(mine.receipt).not.toBe(receipt)
    expect(await tablesThatHold(desk.subgraph.database, mine.receipt)).toEqual([])
    expect((await desk.openReceipt(mine.receipt)).errors).toEqual([])
    expect(await desk.openReceipt(receipt)).toMatchObject(notValid)
    expect(await desk.changeReceipt(receipt)).toMatchObject(notValid)
    expect(JSON.parse(atob(mine.session.token.split('.')[1]!)) as object).toMatchObject({ sub: reportId })
  })

  it('opens nothing either when its tag and lock are moved to where receipts open', async () => {
    const { receipt, reportId } = await desk.recordOne()
    await desk.subgraph.database.ask(
      `UPDATE report.report SET receipt_tag = held.receipt_tag, receipt_lock = held.receipt_lock
       FROM report.operator_receipt held WHERE held.report_id = report.id AND report.id = $1`,
      [reportId],
    )
    expect(await desk.openReceipt(receipt)).toMatchObject(notValid)
  })

  it('is changed once, also by two at once; the same device gets the same answer again', async () => {
    const { receipt } = await desk.recordOne()
    const [keyA, keyB] = [randomUUID(), randomUUID()]
    const answers = await Promise.all([desk.changeReceipt(receipt, keyA), desk.changeReceipt(receipt, keyB)])
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1)
    const winner = answers[0].errors.length === 0 ? keyA : keyB
    const first = answers.find(({ errors }) => errors.length === 0)!.data as { changeReceipt: Changed }
    expect((await desk.changed(receipt, winner)).receipt).toBe(first.changeReceipt.receipt)
    expect(await desk.changeReceipt(receipt, winner === keyA ? keyB : keyA)).toMatchObject(notValid)
    await desk.subgraph.database.ask(
      "UPDATE report.operator_receipt SET changed_at = now() - interval '25 hours' WHERE changed_at IS NOT NULL",
    )
    expect(await desk.changeReceipt(receipt, winner)).toMatchObject(notValid)
    expect((await desk.openReceipt(first.changeReceipt.receipt)).errors).toEqual([])
  })

  it.each([
    [
      'expired',
      "UPDATE report.operator_receipt SET expires_at = now() - interval '1 second' WHERE report_id = $1",
    ],
    ['of a withdrawn report', 'UPDATE report.report SET withdrawn_at = now() WHERE id = $1'],
    [
      'of an erased report',
      'UPDATE report.content_key SET wrapped = NULL, destroyed_at = now() WHERE report_id = $1',
    ],
  ])('is %s is told like one that was never given', async (_how, sql) => {
    const { receipt, reportId } = await desk.recordOne()
    await desk.subgraph.database.ask(sql, [reportId])
    expect(await desk.changeReceipt(receipt)).toMatchObject(notValid)
    expect(await desk.changeReceipt('0000000000000000')).toMatchObject(notValid)
  })

  it('needs work and a random key, and fails as heavily as opening', async () => {
    const { receipt } = await desk.recordOne()
    const proof = await proofFrom(desk.subgraph, 'OPEN_RECEIPT')
    const ask = (variables: object) =>
      desk.subgraph.ask({ query: change, variables: { receipt, proof, ...variables } })
    expect((await ask({ changeKey: '1' })).errors[0]?.extensions).toMatchObject({ inputPath: 'changeKey' })
    expect((await ask({ changeKey: randomUUID(), proof: 'x' })).errors[0]?.extensions).toMatchObject({
      inputPath: 'proof',
    })
    const weight = async () =>
      Number(
        (
          await desk.subgraph.database.ask<{ sum: string }>('SELECT sum(weight) FROM report.proof_pressure')
        )[0]?.sum,
      )
    const before = await weight()
    await desk.changeReceipt('0000000000000000')
    expect(await weight()).toBe(before + 1)
  })

  it('expires after seven days and is renewed by an officer, with a reason', async () => {
    const { reportId, receipt, receiptExpiresAt } = await desk.recordOne()
    expect((Date.parse(receiptExpiresAt) - Date.now()) / 86_400_000).toBeCloseTo(7, 2)
    expect(codeOf(await renewFor(reportId, staffOf('410300', 'INTAKE_OFFICER')))).toBe('NOT_FOUND')
    expect(codeOf(await renewFor(randomUUID(), operator))).toBe('NOT_FOUND')
    expect(codeOf(await renewFor(reportId, staffOf('410100', 'CASE_OFFICER')))).toBe('FORBIDDEN')
    expect(codeOf(await renewFor(reportId, operator, 'x'))).toBe('BAD_USER_INPUT')
    const { data } = await renewFor(reportId, operator)
    const renewed = (data as { renewOperatorReceipt: { receipt: string } }).renewOperatorReceipt
    expect(await desk.changeReceipt(receipt)).toMatchObject(notValid)
    expect((await desk.changeReceipt(renewed.receipt)).errors).toEqual([])
  })

  it('was changed is renewed by a leader only, and whoever holds the present one is told', async () => {
    const { reportId, receipt } = await desk.recordOne()
    const mine = await desk.changed(receipt)
    expect(codeOf(await renewFor(reportId, colleague))).toBe('CONFLICT')
    const { data } = await renewFor(reportId, staffOf('410000', 'LEADER'))
    const renewed = (data as { renewOperatorReceipt: { receipt: string } }).renewOperatorReceipt
    const viewer: Viewer = { kind: 'REPORTER', reportId }
    const dialogue = await desk.subgraph.ask({ query: '{ myReport { dialogue { from text } } }', viewer })
    expect(JSON.stringify(dialogue.data)).toContain('如非您本人申请')
    expect((await desk.openReceipt(mine.receipt)).errors).toEqual([])
    const next = await desk.changed(renewed.receipt)
    expect(await desk.openReceipt(mine.receipt)).toMatchObject(notValid)
    expect((await desk.openReceipt(next.receipt)).errors).toEqual([])
    const audited = await desk.subgraph.database.ask(
      "SELECT action, actor ->> 'kind' AS who FROM report.audit_entry JOIN report.audit_link ON entry_id = id WHERE thing_id = $1 AND action NOT IN ('DIALOGUE_READ', 'IDENTITY_SEALED') ORDER BY position",
      [reportId],
    )
    expect(audited).toEqual([
      { action: 'REPORT_RECORDED', who: 'STAFF' },
      { action: 'RECEIPT_CHANGED', who: 'ANONYMOUS' },
      { action: 'RECEIPT_RENEWED', who: 'STAFF' },
      { action: 'RECEIPT_CHANGED', who: 'ANONYMOUS' },
    ])
  })
})
