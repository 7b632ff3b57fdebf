import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { appendEvents, paths } from '../../../../test/support/events.js'
import { sealInClient, type Offered } from '../../../../test/support/seal-in-client.js'
import { soon } from '../../../../test/support/soon.js'
import {
  custodian,
  documents,
  openVaultStory,
  type VaultStory,
} from '../../../../test/support/vault-story.js'
import { tablesThatHold } from '../../../../test/support/whole-database.js'
import type { Row } from '../../../../client/sealing/row.js'
import type { Viewer } from '../../../../platform/viewer/viewer.js'
import { MatterType } from '../../../shared/dictionary/matter.js'
import { authorityIdOf } from '../../../region/authority/authority-id.js'

const payee = { name: '王小明', phone: '13800138000', documentNumber: '410102199001011234' }
const where = `query($position: Int!) { rewardIdentitySealing(position: $position) {
  row { table row field }
  sealing { suite custodianAuthorityId approverAuthorityIds bundles { custodians approvers } } } }`
const give = `mutation($envelope: String!, $position: Int!) {
  provideRewardIdentity(envelope: $envelope, position: $position) }`

type Told = { rewardIdentitySealing: { row: Row; sealing: Offered } | null }

describe.each(['INTL_1', 'SM_1'] as const)('the identity of a payee, sealed with %s', (suite) => {
  let story: VaultStory
  let reportId: string
  beforeAll(async () => {
    story = await openVaultStory(suite)
    reportId = (await story.submitSealed()).row
  })
  afterAll(() => story.subgraph.close())

  const reporter = (): Viewer => ({ kind: 'REPORTER', reportId })
  const ask = async (query: string, variables: object, viewer: Viewer = reporter()) =>
    story.subgraph.ask({ query, variables: { position: 0, ...variables }, viewer })
  const code = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).errors[0]?.extensions.code
  const sealing = async (position = 0) =>
    ((await ask(where, { position })).data as Told).rewardIdentitySealing
  const seal = (offered: Offered, row: Row, identity: object = payee) =>
    sealInClient({ policyFile: story.subgraph.custody.policyFile, suite }, offered, identity, row)
  const tell = async (name: 'RewardNotified' | 'RewardPaid', until: boolean) => {
    const matter = { matterTypes: [MatterType.MAJOR_HAZARD], industryCode: 'COAL_MINE' }
    const payload = {
      ...{ caseId: randomUUID(), reportIds: [reportId], reportId, amountFen: '16000000', ...matter },
      ...{ regionCode: '410102', regionPath: [...paths.zhongyuan], authorityId: authorityIdOf('410102') },
      ...{ progress: null, at: new Date().toISOString() },
    }
    await appendEvents(story.subgraph.database, { id: randomUUID(), name, payload })
    await soon(async () => expect((await sealing()) !== null).toBe(until))
  }
  const sealedIdentities = async () =>
    (
      await story.data<{ sealedIdentities: { identityPurpose: string }[] }>(
        documents.sealed,
        { id: reportId },
        custodian,
      )
    ).sealedIdentities.filter(({ identityPurpose }) => identityPurpose === 'REWARD')
  const hashes = () =>
    story.subgraph.database.ask<{ hash: string }>(
      `SELECT facts ->> 'envelopeHash' AS hash FROM report.audit_entry JOIN report.audit_link ON entry_id = id
       WHERE thing_id = $1 AND action = 'IDENTITY_SEALED' AND facts ->> 'purpose' = 'REWARD'`,
      [reportId],
    )

  it('is not asked for, and not taken, before there is a reward to claim', async () => {
    expect(await sealing()).toBeNull()
    const row = { table: 'report.sealed_identity', row: reportId, field: 'reward/0' }
    expect(await code(give, { envelope: seal(await story.offered(), row) })).toBe('CONFLICT')
    expect(await sealedIdentities()).toEqual([])
  })

  it('is taken from the reporter, sealed, and read by nobody here', async () => {
    await tell('RewardNotified', true)
    const told = await sealing()
    expect(told?.row).toEqual({ table: 'report.sealed_identity', row: reportId, field: 'reward/0' })
    const answer = await ask(give, { envelope: seal(told!.sealing, told!.row) })
    expect(answer).toMatchObject({ errors: [], data: { provideRewardIdentity: true } })
    expect(await sealedIdentities()).toEqual([
      { position: 0, suite, sealedBy: 'CLIENT', identityPurpose: 'REWARD' },
    ])
    expect(await tablesThatHold(story.subgraph.database, payee.documentNumber)).toEqual([])
    const told2 = await story.subgraph.database.ask(
      `SELECT payload FROM report.outbox WHERE name = 'RewardIdentityProvided'`,
    )
    expect(told2).toEqual([{ payload: { reportId, providedAt: expect.any(String) } }])
  })

  it('may be corrected until the reward is paid, and the chain keeps both hashes', async () => {
    const told = await sealing()
    await ask(give, { envelope: seal(told!.sealing, told!.row, { ...payee, name: '王晓明' }) })
    expect(await sealedIdentities()).toHaveLength(1)
    const kept = await hashes()
    expect(new Set(kept.map(({ hash }) => hash)).size).toBe(2)
    const dossier = documents.dossier
      .replace('position: $position', 'position: $position, identityPurpose: REWARD')
      .replace('purpose: CONTACT', 'purpose: REWARD')
    expect(await story.codeOf(dossier, { id: reportId, position: 0 }, custodian)).toBeUndefined()
  })

  it('may be that of one who signed too', async () => {
    const told = await sealing(1)
    expect(told?.row.field).toBe('reward/1')
    await ask(give, { envelope: seal(told!.sealing, told!.row), position: 1 })
    expect(await sealedIdentities()).toHaveLength(2)
  })

  it.each<[string, () => [object, Viewer] | Promise<[object, Viewer]>, string]>([
    ['what is no envelope', () => [{ envelope: 'AAAA' }, reporter()], 'BAD_USER_INPUT'],
    ['what is not base64', () => [{ envelope: '不是' }, reporter()], 'BAD_USER_INPUT'],
    ['a person there cannot be', () => [{ envelope: 'AAAA', position: 21 }, reporter()], 'BAD_USER_INPUT'],
    ['a stranger', () => [{ envelope: 'AAAA' }, { kind: 'ANONYMOUS' }], 'UNAUTHENTICATED'],
    ['a member of staff', () => [{ envelope: 'AAAA' }, custodian], 'UNAUTHENTICATED'],
    [
      'an envelope for other holders',
      async () => {
        const told = await sealing()
        const others = await story.offered(authorityIdOf('410000'))
        return [{ envelope: seal(others, told!.row) }, reporter()]
      },
      'CONFLICT',
    ],
  ])('is refused from %s', async (_whom, asked, expected) => {
    const [variables, viewer] = await asked()
    expect(await code(give, variables, viewer)).toBe(expected)
  })

  it('is not taken any more when the reward is paid', async () => {
    const told = await sealing()
    const envelope = seal(told!.sealing, told!.row)
    await tell('RewardPaid', false)
    expect(await code(give, { envelope })).toBe('CONFLICT')
  })
})
