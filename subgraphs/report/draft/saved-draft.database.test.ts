import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { appendEvents, versionPublished } from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const start = 'mutation($proof: String!) { startDraft(proof: $proof) { id receipt } }'
const save = `mutation($draftId: ID!, $content: String!, $version: Int!) {
  saveDraft(draftId: $draftId, content: $content, version: $version) { id version savedAt expiresAt }
}`
const goOn = `mutation($receipt: String!, $proof: String!) {
  continueDraft(receipt: $receipt, proof: $proof) { id version content }
}`
const submit = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'
const half = {
  step: 3,
  unitName: '草稿里的示例煤矿',
  facts: { what: '井下瓦斯超限' },
  matterTypes: ['MAJOR_HAZARD'],
}
const whole = {
  ...{ mode: 'ANONYMOUS', reporterKind: 'PUBLIC', regionCode: '410102', industryCode: 'COAL_MINE' },
  ...{ matterTypes: ['MAJOR_HAZARD'], unitName: '示例煤矿（虚构）', elsewhere: { kind: 'NONE' } },
  facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
  consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
}
type Draft = { id: string; receipt: string }
const unknown = {
  message: '查询码无效或已失效，请核对后重新输入。',
  extensions: { code: 'NOT_FOUND' },
}

describe('a half-filled form', () => {
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
  const saveAs = (draftId: string, content: unknown, version = 0) =>
    subgraph.ask({
      query: save,
      variables: {
        draftId,
        version,
        content: typeof content === 'string' ? content : JSON.stringify(content),
      },
    })
  const continueWith = async (receipt: string) => {
    const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
    return subgraph.ask({ query: goOn, variables: { receipt, proof } })
  }
  const contentOf = async (receipt: string): Promise<unknown> => {
    const { data } = await continueWith(receipt)
    const { content } = (data as { continueDraft: { content: string | null } }).continueDraft
    return content === null ? null : JSON.parse(content)
  }
  const keysOf = (draftId: string) =>
    subgraph.database.ask('SELECT FROM report.content_key WHERE report_id = $1', [draftId])

  it('is kept sealed and given back to the holder of the receipt', async () => {
    const { id, receipt } = await startDraft()
    expect(await contentOf(receipt)).toBeNull()
    expect((await saveAs(id, half)).data).toMatchObject({ saveDraft: { id, version: 1 } })
    for (const text of ['草稿里的示例煤矿', '井下瓦斯超限'])
      expect(await tablesThatHold(subgraph.database, text)).toEqual([])
    const { data } = await continueWith(receipt)
    expect(data).toEqual({ continueDraft: { id, version: 1, content: JSON.stringify(half) } })
  })

  it('saved from two places is not written over by the slower one', async () => {
    const { id, receipt } = await startDraft()
    await saveAs(id, { unitName: '第一次' })
    await saveAs(id, { unitName: '第二次' }, 1)
    const { errors } = await saveAs(id, { unitName: '较旧的' }, 1)
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('没有覆盖'),
      extensions: { code: 'CONFLICT', inputPath: 'version' },
    })
    expect(await contentOf(receipt)).toEqual({ unitName: '第二次' })
    const answers = await Promise.all([2, 2, 2].map((version) => saveAs(id, { unitName: '同时' }, version)))
    expect(answers.filter((answer) => answer.errors.length === 0)).toHaveLength(1)
  })

  it.each<[string, unknown, RegExp]>([
    ['a name', { identity: { name: '王某某', phone: '13800000001' } }, /身份信息不会保存/],
    ['an envelope', { identityEnvelope: 'AA==' }, /身份信息不会保存/],
    ['people who sign as well', { jointReporters: [] }, /身份信息不会保存/],
    [
      'a telephone deeper down',
      { facts: { what: '…', contact: { phone: '13800000001' } } },
      /身份信息不会保存/,
    ],
    ['an address for notices', { noticeAddress: '13800000001' }, /身份信息不会保存/],
    ['consents', { consent: { declaredTrue: true } }, /不能保存的项目/],
    ['too much', { facts: { what: '险'.repeat(11_000) } }, /最多 32 KB/],
    ['3,000 levels', `${'{"facts":'.repeat(3_000)}1${'}'.repeat(3_000)}`, /嵌套过深/],
    ['no object', '[1]', /JSON 对象/],
    ['no JSON', '{"unitName":', /JSON 对象/],
    ['NUL', { unitName: 'a\u0000b' }, /不能使用的字符/],
    ['half a character', '{"unitName":"\\ud83d"}', /不能使用的字符/],
    ['a turn of direction', { address: '路\u202e号' }, /不能使用的字符/],
  ])('with %s is refused, says why, and loses nothing', async (_what, content, message) => {
    const { id, receipt } = await startDraft()
    await saveAs(id, half)
    const { errors } = await saveAs(id, content, 1)
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'content' })
    expect(errors[0]?.message).toMatch(message)
    expect(JSON.stringify(errors)).not.toContain('王某某')
    expect(await contentOf(receipt)).toEqual(half)
  })

  it('ends with the submission, its key too', async () => {
    const { id, receipt } = await startDraft()
    await saveAs(id, half)
    expect(await keysOf(id)).toHaveLength(1)
    const { errors } = await subgraph.ask({ query: submit, variables: { input: { ...whole, draftId: id } } })
    expect(errors).toEqual([])
    expect(await keysOf(id)).toEqual([])
    expect((await continueWith(receipt)).errors[0]).toMatchObject(unknown)
    expect((await saveAs(id, half, 1)).errors[0]?.extensions).toEqual({
      code: 'CONFLICT',
      inputPath: 'draftId',
    })
  })

  it('that expired is told like one that was never there, and cleared away with its key', async () => {
    const { id, receipt } = await startDraft()
    await saveAs(id, half)
    await subgraph.database.ask(
      "UPDATE report.draft SET expires_at = now() - interval '1 second' WHERE id = $1",
      [id],
    )
    expect((await continueWith(receipt)).errors[0]).toMatchObject(unknown)
    expect((await continueWith('1234567812345678')).errors[0]).toMatchObject(unknown)
    for (const draftId of [id, randomUUID(), 'nonsense'])
      expect((await saveAs(draftId, half, 1)).errors[0]?.extensions).toEqual({
        code: 'NOT_FOUND',
        inputPath: 'draftId',
      })
    await startDraft()
    expect(await keysOf(id)).toEqual([])
  })

  it.each([
    ['its tag', 'receipt_tag'],
    ['its tag and lock', 'receipt_tag, receipt_lock'],
    ['its tag, lock and report', 'receipt_tag, receipt_lock, report_id'],
  ])('of somebody else does not open for a receipt whose row gave away %s', async (_what, columns) => {
    const [mine, other] = [await startDraft(), await startDraft()]
    await saveAs(mine.id, { unitName: '我的' })
    await saveAs(other.id, { unitName: '别人的' })
    const [row] = await subgraph.database.ask<Record<string, unknown>>(
      'DELETE FROM report.draft WHERE id = $1 RETURNING receipt_tag, receipt_lock, report_id',
      [mine.id],
    )
    const names = columns.split(', ')
    await subgraph.database.ask(
      `UPDATE report.draft SET ${names.map((name, at) => `${name} = $${String(at + 2)}`).join(', ')} WHERE id = $1`,
      [other.id, ...names.map((name) => row?.[name])],
    )
    expect((await continueWith(mine.receipt)).errors[0]).toMatchObject(unknown)
  })
})
