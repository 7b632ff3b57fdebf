import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { appendEvents, versionPublished } from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const start = 'mutation($proof: String!) { startDraft(proof: $proof) { id receipt expiresAt } }'
const open = `mutation($receipt: String!, $proof: String!) {
  openReceipt(receipt: $receipt, proof: $proof) { token }
}`
const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) {
  __typename
  ... on ReportSubmitted { receipt submittedAt warnings }
  ... on ReportReferred { referralId department }
  ... on SubmissionRefused { reason }
} }`
const report = {
  mode: 'ANONYMOUS',
  reporterKind: 'PUBLIC',
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: ['MAJOR_HAZARD'],
  unitName: '丙煤矿',
  facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
  elsewhere: { kind: 'NONE' },
  consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
}
type Draft = { id: string; receipt: string }

describe('a draft', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.published_version')).toHaveLength(2),
    )
  })
  afterAll(() => subgraph.close())

  const startDraft = async (): Promise<Draft> => {
    const proof = await proofFrom(subgraph, 'SUBMIT_REPORT')
    const { data } = await subgraph.ask({ query: start, variables: { proof } })
    return (data as { startDraft: Draft }).startDraft
  }
  const submitDraft = (draftId: string, change: object = {}) =>
    subgraph.ask({ query: submit, variables: { input: { ...report, draftId, ...change } } })
  const openReceipt = async (receipt: string) => {
    const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
    return subgraph.ask({ query: open, variables: { receipt, proof } })
  }
  const countOf = async (table: string): Promise<number> =>
    (await subgraph.database.ask(`SELECT FROM report.${table}`)).length
  const unknown = {
    data: null,
    errors: [{ message: '查询码无效或已失效，请核对后重新输入。', extensions: { code: 'NOT_FOUND' } }],
  }

  it('comes with a receipt that stands nowhere and opens nothing before it is submitted', async () => {
    const { id, receipt } = await startDraft()
    expect(await tablesThatHold(subgraph.database, receipt)).toEqual([])
    expect(await openReceipt(receipt)).toMatchObject(unknown)
    const { data } = await submitDraft(id)
    expect(data).toMatchObject({
      submitReport: { __typename: 'ReportSubmitted', receipt: null, warnings: ['匿名举报没有举报奖励。'] },
    })
    expect((await openReceipt(receipt)).errors).toEqual([])
  })

  it('submitted again, even at once and changed, is answered the same and is one report', async () => {
    const before = [await countOf('report'), await countOf('outbox')]
    const { id } = await startDraft()
    const answers = await Promise.all([submitDraft(id), submitDraft(id), submitDraft(id)])
    answers.push(await submitDraft(id, { unitName: '另一个煤矿' }))
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1)
    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    expect([await countOf('report'), await countOf('outbox')]).toEqual(before.map((count) => count + 1))
  })

  it('of a matter of others is referred once', async () => {
    const before = await countOf('referral')
    const { id, receipt } = await startDraft()
    const change = { industryCode: 'ROAD_TRAFFIC' }
    const answers = [await submitDraft(id, change), await submitDraft(id, change)]
    expect(answers[0]?.data).toMatchObject({ submitReport: { __typename: 'ReportReferred' } })
    expect(answers[1]?.data).toEqual(answers[0]?.data)
    expect(await countOf('referral')).toBe(before + 1)
    expect(await openReceipt(receipt)).toMatchObject(unknown)
  })

  it('that was refused can be mended and submitted', async () => {
    const { id, receipt } = await startDraft()
    const outdated = { consent: { ...report.consent, noticeVersion: 9 } }
    expect((await submitDraft(id, outdated)).data).toMatchObject({
      submitReport: { reason: 'NOTICE_OUTDATED' },
    })
    expect((await submitDraft(id, { unitName: '' })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect((await submitDraft(id)).errors).toEqual([])
    expect((await openReceipt(receipt)).errors).toEqual([])
  })

  it('there is not, or that has expired, is not found; the next one clears it away', async () => {
    const { id } = await startDraft()
    await subgraph.database.ask(
      "UPDATE report.draft SET expires_at = now() - interval '1 second' WHERE id = $1",
      [id],
    )
    for (const draftId of [id, randomUUID(), 'nonsense'])
      expect((await submitDraft(draftId)).errors[0]?.extensions).toEqual({
        code: 'NOT_FOUND',
        inputPath: 'input.draftId',
      })
    const [row] = await subgraph.database.ask<{ report_id: string }>(
      'SELECT report_id FROM report.draft WHERE id = $1',
      [id],
    )
    await startDraft()
    expect(await subgraph.database.ask('SELECT FROM report.draft WHERE id = $1', [id])).toEqual([])
    expect(
      await subgraph.database.ask('SELECT FROM report.content_key WHERE report_id = $1', [row?.report_id]),
    ).toEqual([])
  })

  it('that runs out while it is being submitted keeps the key of the report it becomes', async () => {
    const { id } = await startDraft()
    const { ask } = subgraph.database
    await ask("UPDATE report.draft SET expires_at = now() - interval '1 second' WHERE id = $1", [id])
    // What a submission holds until its transaction ends.
    await ask('BEGIN')
    await ask('SELECT FROM report.draft WHERE id = $1 FOR UPDATE', [id])
    await startDraft()
    await ask('COMMIT')
    const kept = 'SELECT FROM report.draft d JOIN report.content_key k USING (report_id) WHERE d.id = $1'
    expect(await ask(kept, [id])).toHaveLength(1)
    await startDraft()
    expect(await ask(kept, [id])).toEqual([])
  })

  describe('a receipt', () => {
    const submitted = async (): Promise<{ receipt: string; reportId: string }> => {
      const { id, receipt } = await startDraft()
      await submitDraft(id)
      const [row] = await subgraph.database.ask<{ report_id: string }>(
        'SELECT report_id FROM report.draft WHERE id = $1',
        [id],
      )
      return { receipt, reportId: row!.report_id }
    }

    it.each([
      ['expired', "receipt_expires_at = now() - interval '1 second'"],
      ['withdrawn', 'withdrawn_at = now()'],
      ['of a destroyed lock', 'receipt_lock = NULL'],
    ])('that is %s is told like one that was never given', async (_how, change) => {
      const { receipt, reportId } = await submitted()
      await subgraph.database.ask(`UPDATE report.report SET ${change} WHERE id = $1`, [reportId])
      expect(await openReceipt(receipt)).toMatchObject(unknown)
    })

    it('whose tag or tag and lock were moved to another report opens neither', async () => {
      const [mine, other] = [await submitted(), await submitted()]
      const [stored] = await subgraph.database.ask<{ receipt_tag: Buffer; receipt_lock: Buffer }>(
        'DELETE FROM report.draft RETURNING (SELECT receipt_tag FROM report.report WHERE id = $1) AS receipt_tag, (SELECT receipt_lock FROM report.report WHERE id = $1) AS receipt_lock',
        [mine.reportId],
      )
      await subgraph.database.ask('UPDATE report.report SET receipt_tag = $2 WHERE id = $1', [
        mine.reportId,
        Buffer.alloc(32, 9),
      ])
      await subgraph.database.ask('UPDATE report.report SET receipt_tag = $2 WHERE id = $1', [
        other.reportId,
        stored!.receipt_tag,
      ])
      expect(await openReceipt(mine.receipt)).toMatchObject(unknown)
      await subgraph.database.ask('UPDATE report.report SET receipt_lock = $2 WHERE id = $1', [
        other.reportId,
        stored!.receipt_lock,
      ])
      expect(await openReceipt(mine.receipt)).toMatchObject(unknown)
    })
  })

  describe('a proof of work', () => {
    const refused = { code: 'BAD_USER_INPUT', inputPath: 'proof' }
    const tryWith = (proof: string) => subgraph.ask({ query: start, variables: { proof } })

    it('serves once, also at the same moment', async () => {
      const proof = await proofFrom(subgraph, 'SUBMIT_REPORT')
      const answers = await Promise.all([tryWith(proof), tryWith(proof), tryWith(proof)])
      expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1)
      expect((await tryWith(proof)).errors[0]?.extensions).toEqual(refused)
    })

    it('serves the purpose it was done for and no other', async () => {
      expect((await tryWith(await proofFrom(subgraph, 'OPEN_RECEIPT'))).errors[0]?.extensions).toEqual(
        refused,
      )
    })

    it('is refused when it is missing, made easier, out of shape or too long', async () => {
      const proof = await proofFrom(subgraph, 'SUBMIT_REPORT')
      const read = JSON.parse(atob(proof)) as { challenge: { parameters: Record<string, unknown> } }
      const changed = (change: object) =>
        btoa(
          JSON.stringify({
            ...read,
            challenge: { ...read.challenge, parameters: { ...read.challenge.parameters, ...change } },
          }),
        )
      const never = ['', 'x', btoa('{}'), btoa('null'), 'A'.repeat(100_000)]
      const forged = [changed({ cost: 1 }), changed({ keyPrefix: '0' }), changed({ expiresAt: 9e9 })]
      for (const wrong of [...never, ...forged])
        expect((await tryWith(wrong)).errors[0]?.extensions).toEqual(refused)
      expect((await tryWith(proof)).errors).toEqual([])
    })

    it('is what an anonymous report without a draft needs', async () => {
      const { errors } = await subgraph.ask({ query: submit, variables: { input: report } })
      expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'input.proofOfWork' })
    })

    it('is more work after many failures to open, and never impossible', async () => {
      const cost = async (): Promise<number> => {
        const query = 'mutation { requestProofOfWork(purpose: OPEN_RECEIPT) { challenge } }'
        const { data } = await subgraph.ask({ query })
        const { challenge } = (data as { requestProofOfWork: { challenge: string } }).requestProofOfWork
        return (JSON.parse(challenge) as { parameters: { cost: number } }).parameters.cost
      }
      const before = await cost()
      await openReceipt('1234567890123456')
      await subgraph.database.ask(
        "UPDATE report.proof_pressure SET weight = weight * 100 WHERE purpose = 'OPEN_RECEIPT'",
      )
      expect(await cost()).toBeGreaterThan(before)
      await subgraph.database.ask(
        "UPDATE report.proof_pressure SET weight = 1000000 WHERE purpose = 'OPEN_RECEIPT'",
      )
      expect(await cost()).toBe(32_000)
      await subgraph.database.ask("UPDATE report.proof_pressure SET minute = minute - interval '11 minutes'")
      expect(await cost()).toBe(before)
    })
  })
})
