import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openRegionDesk, type RegionDesk } from '../../../test/support/region-desk.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from './authority-id.js'

const fields =
  'id name kind level version closedOn contacts { kind value } parent { id } objectionAuthority { id }'
const register = `mutation($input: AuthorityInput!) { registerAuthority(input: $input) { ${fields} } }`
const update = `mutation($id: ID!, $version: Int!, $input: AuthorityInput!) {
  updateAuthority(id: $id, version: $version, input: $input) { ${fields} }
}`
const close = `mutation($id: ID!, $on: DateTime!, $successorId: ID) {
  closeAuthority(id: $id, on: $on, successorId: $successorId) { ${fields} }
}`
const roster = `mutation($id: ID!, $shifts: [DutyShiftInput!]!) { setDutyRoster(authorityId: $id, shifts: $shifts) { id } }`

const manager = staffOf('000000', 'REGION_MANAGER')
const managerOfHenan = staffOf('410000', 'REGION_MANAGER')

let desk: RegionDesk
beforeAll(async () => {
  desk = await openRegionDesk()
})
afterAll(() => desk.close())

type Shown = { id: string; version: number } & Record<string, unknown>

async function run<Result = Record<string, Shown>>(
  query: string,
  variables: object,
  viewer = manager,
): Promise<Result> {
  const { data, errors } = await desk.ask({ query, variables: { ...variables }, viewer })
  expect(errors).toEqual([])
  return data as Result
}

async function refusal(query: string, variables: object, viewer = manager) {
  const { errors } = await desk.ask({ query, variables: { ...variables }, viewer })
  return { ...errors[0]?.extensions, message: errors[0]?.message }
}

const housing = (change: object = {}) => ({
  kind: 'OTHER_DEPARTMENT',
  name: '郑州市示例住建局（虚构）',
  level: 'CITY',
  regionCode: '410100',
  parentAuthorityId: authorityIdOf('410000'),
  contacts: [{ kind: 'OFFICE_PHONE', value: '000-0000000' }],
  ...change,
})

const eventsAbout = (id: string) =>
  desk.database.ask<{ name: string; payload: object }>(
    'SELECT name, payload FROM region.outbox WHERE subject = $1 ORDER BY sequence',
    [id],
  )
describe('an authority', () => {
  let id = ''

  test('is registered, told and found', async () => {
    const { registerAuthority } = await run(register, { input: housing() })
    expect(registerAuthority).toMatchObject({
      ...{ kind: 'OTHER_DEPARTMENT', version: 1, closedOn: null, parent: { id: authorityIdOf('410000') } },
      objectionAuthority: { id: authorityIdOf('410000') },
    })
    id = registerAuthority!.id
    expect(await eventsAbout(id)).toEqual([
      {
        name: 'AuthorityRegistered',
        payload: {
          authorityId: id,
          kind: 'OTHER_DEPARTMENT',
          level: 'CITY',
          regionCode: '410100',
          parentAuthorityId: authorityIdOf('410000'),
        },
      },
    ])
    const found = await run<{ authorities: { nodes: Shown[] } }>(
      '{ authorities(regionCode: "410000", kind: OTHER_DEPARTMENT, text: "住建") { nodes { id } } }',
      {},
    )
    expect(found.authorities.nodes).toEqual([{ id }])
  })

  test('is changed by who saw its newest version, with everything told of it kept in its history', async () => {
    const input = housing({ objectionAuthorityId: authorityIdOf('000000'), contacts: [] })
    const { updateAuthority } = await run(update, { id, version: 1, input })
    expect(updateAuthority).toMatchObject({ version: 2, objectionAuthority: { id: authorityIdOf('000000') } })
    expect(await refusal(update, { id, version: 1, input })).toMatchObject({
      code: 'CONFLICT',
      inputPath: 'version',
    })
    const { authorityHistory } = await run<{ authorityHistory: { nodes: object[] } }>(
      `query($id: ID!) { authorityHistory(authorityId: $id) { nodes { subject action changes { field before after } } } }`,
      { id },
      staffOf('000000', 'AUDIT_ADMIN'),
    )
    expect(authorityHistory.nodes[0]).toEqual({
      subject: manager.subject,
      action: 'CHANGED',
      changes: [
        { field: 'contacts', before: '[{"kind":"OFFICE_PHONE","value":"000-0000000"}]', after: '[]' },
        { field: 'objectionAuthorityId', before: null, after: authorityIdOf('000000') },
      ],
    })
    expect(authorityHistory.nodes).toHaveLength(2)
  })

  test('keeps its duty roster to its own staff', async () => {
    const shift = { subject: '值班甲', startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-01T12:00:00Z' }
    const zhengzhou = authorityIdOf('410100')
    await run(roster, { id: zhengzhou, shifts: [shift] })
    const look = 'query($id: ID!) { authority(id: $id) { dutyRoster { subject startsAt } } }'
    const own = staffOf('410100', 'INTAKE_OFFICER')
    expect(await run(look, { id: zhengzhou }, own)).toMatchObject({
      authority: { dutyRoster: [{ subject: '值班甲' }] },
    })
    for (const viewer of [manager, staffOf('410000', 'LEADER')])
      expect(await run(look, { id: zhengzhou }, viewer)).toEqual({ authority: { dutyRoster: null } })
    const backwards = { ...shift, endsAt: '2098-01-01T00:00:00Z' }
    expect(await refusal(roster, { id: zhengzhou, shifts: [backwards] })).toMatchObject({
      inputPath: 'shifts.0.endsAt',
    })
  })

  test('is closed with its rules; who stands under it needs a successor', async () => {
    const [zhengzhou, henan] = [authorityIdOf('410100'), authorityIdOf('410000')]
    const on = '2026-01-01T00:00:00+08:00'
    expect(await refusal(close, { id: zhengzhou, on })).toMatchObject({
      code: 'CONFLICT',
      inputPath: 'successorId',
    })
    const { closeAuthority } = await run(close, { id: zhengzhou, on, successorId: henan })
    expect(closeAuthority).toMatchObject({ closedOn: '2025-12-31T16:00:00.000Z' })
    expect((await eventsAbout(zhengzhou)).at(-1)).toEqual({
      name: 'AuthorityClosed',
      payload: { authorityId: zhengzhou, effectiveOn: '2026-01-01', successorAuthorityId: henan },
    })
    expect((await eventsAbout(authorityIdOf('410102'))).at(-1)).toMatchObject({
      name: 'AuthorityChanged',
      payload: { parentAuthorityId: henan },
    })
    const { region } = await run<{ region: object }>('{ region(code: "410171") { authority { id } } }', {})
    expect(region).toEqual({ authority: { id: henan } })
    expect(await refusal(close, { id: zhengzhou, on })).toMatchObject({ code: 'CONFLICT' })
  })

  test.each([
    ['input.name', { name: '河南省应急管理厅' }],
    ['input.regionCode', { regionCode: '410199', name: '新局' }],
    ['input.contacts', { name: '新局', contacts: [{ kind: 'EMAIL', value: 'x' }] }],
    ['input.parentAuthorityId', { name: '新局', parentAuthorityId: '00000000-0000-4000-8000-000000000000' }],
  ])('with a wrong %s is refused', async (inputPath, change) => {
    expect(await refusal(register, { input: housing(change) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath,
    })
  })

  test('that would stand above itself is refused with the whole circle', async () => {
    const { authority } = await run('query($id: ID!) { authority(id: $id) { version } }', {
      id: authorityIdOf('410000'),
    })
    const input = {
      ...{ kind: 'EMERGENCY_MANAGEMENT', name: '河南省应急管理厅', level: 'PROVINCE', regionCode: '410000' },
      parentAuthorityId: authorityIdOf('410102'),
    }
    const refused = await refusal(update, { id: authorityIdOf('410000'), version: authority!.version, input })
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'input.parentAuthorityId' })
    expect(refused.message).toBe(
      '上级关系成环：河南省应急管理厅 → 郑州市中原区应急管理局 → 河南省应急管理厅。',
    )
  })

  test('is managed within reach only', async () => {
    const elsewhere = { input: housing({ name: '石家庄示例局', regionCode: '130100' }) }
    expect(await refusal(register, elsewhere, managerOfHenan)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusal(register, elsewhere, staffOf('000000', 'SYSTEM_ADMIN'))).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
