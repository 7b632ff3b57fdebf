import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from '../../client/sealing/row.js'
import { SubmitReportDocument } from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import { runCustodianProgram } from '../support/custodian-program.js'
import type { GraphClient } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { proofFor } from '../support/proof-of-work.js'
import { sealInClient, type Offered } from '../support/seal-in-client.js'
import { soon } from '../support/soon.js'
import { documents } from '../support/vault-story.js'

describe('who reported, on the embedded default', () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const at = (name: string) => join(platform.dataFolder, 'custodians', 'INTL_1', name)
  const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as object
  /** The answer as a person copies it from the explorer. */
  const save = async (name: string, client: GraphClient, query: string, variables: object) => {
    const { data, errors } = await client.ask<Record<string, never>, object>(query, variables)
    expect(errors).toEqual([])
    writeFileSync(at(name), JSON.stringify({ data }))
    return data ?? {}
  }

  it('is sealed in the front end and opened with the keys that the first start has made', async () => {
    const row = await submitSealed()
    const custodian = await platform.as('custodian.henan')
    const approver = await platform.as('approver.national')
    await soon(async () =>
      expect(await save('sealed', custodian, documents.sealed, { id: row.row })).toMatchObject({
        sealedIdentities: [{ position: 0, sealedBy: 'CLIENT', suite: 'INTL_1' }],
      }),
    )
    await save('dossier.json', custodian, documents.dossier, { id: row.row })
    await run('request', 'custodian.henan', { out: at('request.json') }, ['反馈核查结果'])
    const input = { reportId: row.row, purpose: 'CONTACT', ...read('request.json') }
    const requested = await save('requested', custodian, documents.request, { input })
    const { id } = requested['requestReveal'] as unknown as { id: string }
    await save('reveal.json', approver, documents.reveal, { id })
    const reveal = { dossier: at('reveal.json'), request: at('reveal.json') }
    await run('approve', 'approver.national', { ...reveal, out: at('approval.json') }, ['同意'])
    await save('approved', approver, documents.approve, { id, ...read('approval.json') })
    await save('released.json', custodian, documents.release, { id })
    const opening = { request: at('request.json'), approval: at('released.json') }
    expect(await run('open', 'custodian.henan', opening, [])).toBe('姓名：虚构的王小明\n电话：13800138000')
  })

  async function run(
    command: string,
    key: string,
    options: Record<string, string>,
    answers: string[],
  ): Promise<string> {
    const policy = at('policy.410000-000000.json')
    const all = { key: at(key), policy, dossier: at('dossier.json'), ...options }
    const done = await runCustodianProgram(command, all, [...answers, platform.secrets.demoPassword])
    expect(done.code).toBe(0)
    return done.said
  }

  async function submitSealed(): Promise<Row> {
    const { stranger } = platform
    const proof = await proofFor(stranger, 'SUBMIT_REPORT')
    const { startDraft } = await stranger.request<{ startDraft: { id: string; identityRow: Row } }, object>(
      documents.draft,
      { proof },
    )
    const report = inventedReport('示例机械厂（虚构）身份保管', 1, 1)
    const { identitySealing } = await stranger.request<{ identitySealing: Offered }, object>(
      documents.sealing,
      report,
    )
    const front = { policyFile: at('sealing-policy.json'), suite: 'INTL_1' as const }
    const identity = { name: '虚构的王小明', phone: '13800138000' }
    const identityEnvelope = sealInClient(front, identitySealing, identity, startDraft.identityRow)
    const { submitReport } = await stranger.request(SubmitReportDocument, {
      input: { ...report, mode: 'REAL_NAME', draftId: startDraft.id, identityEnvelope },
    })
    expect(submitReport.__typename).toBe('ReportSubmitted')
    return startDraft.identityRow
  }
})
