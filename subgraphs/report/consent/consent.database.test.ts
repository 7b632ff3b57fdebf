import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const fields = '{ feedbackPreference consents { kind given inForce version channel } }'
const give = `mutation($kind: SeparateConsentKind!, $version: Int!, $address: String) {
  giveConsent(kind: $kind, version: $version, address: $address) ${fields}
}`
const withdraw = `mutation($kind: SeparateConsentKind!) { withdrawConsent(kind: $kind, channel: WECHAT_MINI) ${fields} }`
const move = `mutation($address: String!) { changeNoticeAddress(address: $address) ${fields} }`
const phone = '13800004321'

type Shown = {
  feedbackPreference: string
  consents: { kind: string; given: boolean; inForce: boolean; version: number; channel: string }[]
}

describe('what a reporter agrees to', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      authorityRegistered('410100'),
      authorityRegistered('410300'),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(2),
    )
  })
  afterAll(() => subgraph.close())

  const reporter = async (change: object = {}): Promise<Viewer> => ({
    kind: 'REPORTER',
    reportId: await submitAnonymously(subgraph, change),
  })
  const run = async (viewer: Viewer, query: string, variables: Record<string, unknown>): Promise<Shown> => {
    const { data, errors } = await subgraph.ask({ query, variables, viewer })
    expect(errors).toEqual([])
    return Object.values(data as Record<string, Shown>)[0]!
  }
  const refusal = async (viewer: Viewer, query: string, variables: Record<string, unknown>) =>
    (await subgraph.ask({ query, variables, viewer })).errors[0]?.extensions
  const idOf = (viewer: Viewer): string => (viewer.kind === 'REPORTER' ? viewer.reportId : '')
  const addressOf = (viewer: Viewer) =>
    subgraph.database.ask<{ version: number; sealed_address: Buffer }>(
      'SELECT version, sealed_address FROM report.notice_address WHERE report_id = $1',
      [idOf(viewer)],
    )
  const facts = (viewer: Viewer) =>
    subgraph.database.ask<{ payload: object }>(
      "SELECT payload FROM report.outbox WHERE name = 'ConsentChanged' AND subject = $1 ORDER BY sequence",
      [idOf(viewer)],
    )
  const compulsory = ['NOTICE', 'PRIVACY', 'TRUTH'].map((kind) => ({
    ...{ kind, given: true, inForce: true, version: 1, channel: 'WEB' },
  }))

  it('stands with its version and channel, for the reporter and for officers within reach', async () => {
    const me = await reporter({
      consent: {
        ...{ noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
        separate: [{ kind: 'PASSING_ON', version: 1 }],
      },
    })
    const expected = [
      ...compulsory,
      { kind: 'PASSING_ON', given: true, inForce: true, version: 1, channel: 'WEB' },
    ]
    const { data } = await subgraph.ask({ query: `{ myReport ${fields} }`, viewer: me })
    expect(data).toEqual({ myReport: { feedbackPreference: 'RECEIPT_ONLY', consents: expected } })
    const entities = `query($id: ID!) { _entities(representations: [{ __typename: "Report", id: $id }]) { ... on Report ${fields} } }`
    const seen = async (viewer: Viewer) =>
      (await subgraph.ask({ query: entities, variables: { id: idOf(me) }, viewer })).data
    expect(await seen(staffOf('410100', 'INTAKE_OFFICER'))).toMatchObject({
      _entities: [{ consents: expected }],
    })
    expect(await seen(staffOf('410300', 'INTAKE_OFFICER'))).toEqual({ _entities: [null] })
    expect((await facts(me)).map(({ payload }) => payload)).toEqual([
      { reportId: idOf(me), kind: 'PASSING_ON', given: true },
    ])
  })

  it('can be given and taken back later, and the history stays', async () => {
    const me = await reporter()
    await run(me, give, { kind: 'PUBLICATION', version: 1 })
    await run(me, give, { kind: 'PUBLICATION', version: 1 })
    const { consents } = await run(me, withdraw, { kind: 'PUBLICATION' })
    expect(consents.slice(3)).toEqual([
      { kind: 'PUBLICATION', given: true, inForce: false, version: 1, channel: 'WEB' },
      { kind: 'PUBLICATION', given: false, inForce: false, version: 1, channel: 'WECHAT_MINI' },
    ])
    await run(me, withdraw, { kind: 'PUBLICATION' })
    expect((await facts(me)).map(({ payload }) => payload)).toEqual([
      { reportId: idOf(me), kind: 'PUBLICATION', given: true },
      { reportId: idOf(me), kind: 'PUBLICATION', given: false },
    ])
  })

  it('to notices comes with an address that stands nowhere but sealed, and goes with it', async () => {
    const me = await reporter()
    const agreed = await run(me, give, { kind: 'NOTICES_BY_SMS', version: 1, address: '138 0000 4321' })
    expect(agreed.feedbackPreference).toBe('SMS')
    expect(await tablesThatHold(subgraph.database, phone)).toEqual([])
    expect(await facts(me)).toEqual([])
    const [first] = await addressOf(me)
    await run(me, move, { address: '13900009876' })
    const [second] = await addressOf(me)
    expect([first?.version, second?.version]).toEqual([1, 2])
    expect(second?.sealed_address.equals(first!.sealed_address)).toBe(false)
    const withdrawn = await run(me, withdraw, { kind: 'NOTICES_BY_SMS' })
    expect(withdrawn.feedbackPreference).toBe('RECEIPT_ONLY')
    expect(await addressOf(me)).toEqual([])
  })

  it('with the report itself: the number is sealed on its own and the reporter is told so', async () => {
    const me = await reporter({
      feedbackPreference: 'SMS',
      noticeAddress: phone,
      consent: {
        ...{ noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
        separate: [{ kind: 'NOTICES_BY_SMS', version: 1 }],
      },
    })
    expect(await addressOf(me)).toHaveLength(1)
    expect(await tablesThatHold(subgraph.database, phone)).toEqual([])
    const { data } = await subgraph.ask({
      query: '{ myReport { feedbackPreference contactCheck } }',
      viewer: me,
    })
    expect(data).toEqual({ myReport: { feedbackPreference: 'SMS', contactCheck: 'GIVEN' } })
  })

  it('is refused in words that are no longer there, without an address, or where WeChat is not connected', async () => {
    const me = await reporter()
    const code = 'BAD_USER_INPUT'
    expect(await refusal(me, give, { kind: 'PASSING_ON', version: 2 })).toEqual({
      code,
      inputPath: 'version',
    })
    const sms = { kind: 'NOTICES_BY_SMS', version: 1 }
    expect(await refusal(me, give, sms)).toEqual({ code, inputPath: 'address' })
    expect(await refusal(me, give, { ...sms, address: '12345' })).toEqual({ code, inputPath: 'address' })
    const wechat = { kind: 'NOTICES_BY_WECHAT', version: 1, address: '081Lqgc0' }
    expect(await refusal(me, give, wechat)).toEqual({ code, inputPath: 'kind' })
    const named = await reporter({
      mode: 'REAL_NAME',
      identity: { name: '李四某', phone: '13800000001' },
    })
    expect(await refusal(named, give, wechat)).toEqual({ code, inputPath: 'address' })
    expect(await refusal(me, move, { address: phone })).toEqual({ code: 'CONFLICT' })
    expect((await run(me, withdraw, { kind: 'PASSING_ON' })).consents).toEqual(compulsory)
  })

  it('is nobody else’s to change, and ends with the report', async () => {
    const me = await reporter()
    const variables = { kind: 'PASSING_ON', version: 1 }
    const strangers: Viewer[] = [{ kind: 'ANONYMOUS' }, staffOf('410100', 'INTAKE_OFFICER')]
    for (const viewer of strangers)
      expect(await refusal(viewer, give, variables)).toEqual({ code: 'UNAUTHENTICATED' })
    const citizen: Viewer = { kind: 'CITIZEN', citizenId: randomUUID() }
    const named = `mutation($id: ID!) { withdrawConsent(kind: PASSING_ON, reportId: $id) { id } }`
    expect(await refusal(citizen, named, { id: idOf(me) })).toEqual({ code: 'NOT_FOUND' })
    await subgraph.database.ask('UPDATE report.report SET withdrawn_at = now() WHERE id = $1', [idOf(me)])
    expect(await refusal(me, give, variables)).toEqual({ code: 'CONFLICT' })
  })
})
