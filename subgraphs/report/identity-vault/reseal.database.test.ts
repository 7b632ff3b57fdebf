import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { runCustodianProgram } from '../../../test/support/custodian-program.js'
import { signNextBundle } from '../../../test/support/next-bundle.js'
import { staffOf } from '../../../test/support/staff.js'
import { appendEvents, authorityRegistered, caseAccepted } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { approver, custodian, openVaultStory, type VaultStory } from '../../../test/support/vault-story.js'
import type { Row } from '../../../client/sealing/row.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

const publish =
  'mutation($bundle: String!) { publishKeyBundle(bundle: $bundle) { version authorityId suite } }'
const list = `{ identitiesToReseal { reportId position reasons share
  dossier { envelope row { table row field } recordedHash bundles { custodians approvers } } } }`
const reseal = `mutation($id: ID!, $position: Int = 0, $envelope: String!) {
  resealIdentity(reportId: $id, position: $position, envelope: $envelope, reason: "保管员调离") { position resealedAt } }`

const admin = staffOf('000000', 'SECURITY_ADMIN')
const successor: StaffViewer = { ...custodian, subject: 'successor.henan' }

type ToReseal = { reportId: string; position: number; reasons: string[]; share: number; dossier: object }

describe('when people or jurisdiction change', () => {
  let story: VaultStory
  let row: Row
  let earlier: string
  beforeAll(async () => {
    story = await openVaultStory('INTL_1')
    await appendEvents(story.subgraph.database, authorityRegistered('410100'))
    row = await story.submitSealed()
    earlier = readFileSync(story.at('bundle.410000')).toString('base64')
  })
  afterAll(() => story.subgraph.close())

  const toReseal = async (viewer: StaffViewer): Promise<ToReseal[]> => {
    const { identitiesToReseal } = await story.data<{ identitiesToReseal: ToReseal[] }>(list, {}, viewer)
    return identitiesToReseal
  }
  /** At home, by a holder of the share. */
  const sealAnew = async (
    name: string,
    { dossier, share }: ToReseal,
    holder: { key: string; policy: string },
  ) => {
    writeFileSync(story.at(`${name}.dossier`), JSON.stringify(dossier))
    const done = await runCustodianProgram(
      'reseal',
      {
        key: story.at(holder.key),
        policy: story.at(holder.policy),
        dossier: story.at(`${name}.dossier`),
        share: String(share),
        out: story.at(`${name}.envelope`),
      },
      [story.subgraph.custody.passphrase],
    )
    expect(done).toMatchObject({ code: 0 })
    return story.paperOf(`${name}.envelope`) as { envelope: string }
  }
  const bring = (envelope: { envelope: string }, viewer: StaffViewer, position = 0) =>
    story.ask(reseal, { id: row.row, position, ...envelope }, viewer)

  it('a bundle is published by the security administrator, signed by the pinned root, and never goes back', async () => {
    const bundle = signNextBundle(story.subgraph.custody, '410000', {
      leaves: 'custodian.henan',
      joins: 'successor.henan',
    })
    for (const role of ['SYSTEM_ADMIN', 'AUDIT_ADMIN', 'IDENTITY_CUSTODIAN'] as const)
      expect(await story.codeOf(publish, { bundle }, staffOf('000000', role))).toBe('FORBIDDEN')
    expect(await story.codeOf(publish, { bundle })).toBe('UNAUTHENTICATED')
    const changed = Buffer.from(bundle, 'base64')
    changed[changed.length - 1]! ^= 1
    const forged = await story.ask(publish, { bundle: changed.toString('base64') }, admin)
    expect(forged.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      sealingCode: 'BAD_SIGNATURE',
    })
    const published = {
      publishKeyBundle: { version: 2, authorityId: authorityIdOf('410000'), suite: 'INTL_1' },
    }
    expect(await story.data(publish, { bundle }, admin)).toEqual(published)
    expect(await story.data(publish, { bundle }, admin)).toEqual(published)
    expect(await story.codeOf(publish, { bundle: earlier }, admin)).toBe('CONFLICT')
    const kept = 'SELECT version FROM report.key_bundle WHERE authority_id = $1 ORDER BY version'
    expect(await story.subgraph.database.ask(kept, [authorityIdOf('410000')])).toEqual([
      { version: 1 },
      { version: 2 },
    ])
    const [recorded] = await story.subgraph.database.ask(
      "SELECT facts ->> 'version' AS version FROM report.audit_entry WHERE action = 'KEY_BUNDLE_PUBLISHED' AND thing_id = $1 AND facts ->> 'version' = '2'",
      [authorityIdOf('410000')],
    )
    expect(recorded).toEqual({ version: '2' })
  })

  it('what is sealed to a revoked key is listed, sealed anew by who held it, and opened by the successor', async () => {
    const listed = await toReseal(custodian)
    expect(listed).toMatchObject(
      [0, 1, 2].map((position) => ({ reportId: row.row, position, reasons: ['KEYS_OUT_OF_USE'], share: 1 })),
    )
    expect(await toReseal(approver)).toEqual([])
    const holder = { key: 'custodian.henan', policy: 'policy.410000-000000.json' }
    const anew = await sealAnew('first', listed[0]!, holder)

    const before = (listed[0]!.dossier as { envelope: string }).envelope
    const other = (listed[1]!.dossier as { envelope: string }).envelope
    for (const wrong of [before, other, 'QUVOVg=='])
      expect((await bring({ envelope: wrong }, custodian)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect((await bring(anew, approver)).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const third = staffOf('110000', 'IDENTITY_APPROVER')
    expect((await bring(anew, third)).errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect((await bring(anew, custodian)).errors).toEqual([])
    expect((await toReseal(custodian)).map(({ position }) => position)).toEqual([1, 2])

    await openBy(successor, 'succeeded')
    const [recorded] = await story.subgraph.database.ask(
      "SELECT actor ->> 'subject' AS subject, facts ->> 'position' AS position FROM report.audit_entry WHERE action = 'IDENTITY_RESEALED'",
    )
    expect(recorded).toEqual({ subject: 'custodian.henan', position: '0' })
  })

  it('a case that another authority handles takes its identity along, share by share', async () => {
    const zhengzhouPath = ['000000', '410000', '410100']
    await appendEvents(story.subgraph.database, caseAccepted(zhengzhouPath, randomUUID(), [row.row]))
    const handled = 'SELECT handled_in FROM report.report WHERE id = $1'
    await soon(async () =>
      expect(await story.subgraph.database.ask(handled, [row.row])).toEqual([{ handled_in: '410100' }]),
    )
    await soon(async () =>
      expect(await story.subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(4),
    )
    const [first] = await toReseal(successor)
    expect(first).toMatchObject({ position: 0, share: 1, reasons: ['HANDLED_ELSEWHERE'] })
    const [second] = await toReseal(approver)
    expect(second).toMatchObject({ position: 0, share: 2, reasons: ['HANDLED_ELSEWHERE'] })
    const policy = 'policy.410100-410000.json'
    const moved = await sealAnew('moved', first!, { key: 'successor.henan', policy })
    expect((await bring(moved, successor)).errors).toEqual([])
    const [again] = await toReseal(approver)
    const whole = await sealAnew('whole', again!, { key: 'approver.national', policy })
    expect((await bring(whole, approver)).errors).toEqual([])
    expect((await toReseal(approver)).map(({ position }) => position)).not.toContain(0)
    const zhengzhou = { ...staffOf('410100', 'IDENTITY_CUSTODIAN'), subject: 'custodian.zhengzhou' }
    const henan = { ...staffOf('410000', 'IDENTITY_APPROVER'), subject: 'approver.henan' }
    await openBy(zhengzhou, 'arrived', { approver: henan, policy })
  })

  async function openBy(
    by: StaffViewer,
    name: string,
    { approver: agrees, policy } = { approver, policy: 'policy.410000-000000.json' },
  ): Promise<void> {
    const options = { holder: by, approver: agrees, policy: story.at(policy) }
    const id = await story.askToReveal(row, name, 0, options)
    const { approval } = await story.writeApproval(id, name, options)
    const approve =
      'mutation($id: ID!, $approval: String!) { approveReveal(id: $id, approval: $approval) { state } }'
    expect(await story.data(approve, { id, approval }, agrees)).toEqual({
      approveReveal: { state: 'APPROVED' },
    })
    expect(await story.data('mutation($id: ID!) { releaseReveal(id: $id) { state } }', { id }, by)).toEqual({
      releaseReveal: { state: 'RELEASED' },
    })
    const opened = await runCustodianProgram(
      'open',
      {
        ...{ key: story.at(by.subject), policy: options.policy, dossier: story.at(`${name}.dossier`) },
        ...{ request: story.at(`${name}.request`), approval: story.at(`${name}.approval`) },
      },
      [story.subgraph.custody.passphrase],
    )
    expect(opened).toMatchObject({ code: 0, said: expect.stringContaining('姓名：王小明') })
  }
})
