import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createPublicKey, randomUUID } from 'node:crypto'
import { jwtVerify } from 'jose'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  paths,
  versionPublished,
} from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'

const submit = `mutation($input: SubmitReportInput!) {
  submitReport(input: $input) { ... on ReportSubmitted { receipt } }
}`
const open = `mutation($receipt: String!, $proof: String!) {
  openReceipt(receipt: $receipt, proof: $proof) { token expiresAt }
}`
const mine = '{ myReport { id unitName region { code } facts { what } progress { state label } } }'

describe('a receipt', () => {
  let subgraph: ReportSubgraph
  let receipt: string
  let reportId: string

  const submitOne = async (unitName: string): Promise<{ receipt: string; reportId: string }> => {
    const input = {
      mode: 'ANONYMOUS',
      reporterKind: 'PUBLIC',
      regionCode: '410102',
      industryCode: 'COAL_MINE',
      matterTypes: ['MAJOR_HAZARD'],
      unitName,
      facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
      elsewhere: { kind: 'NONE' },
      consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
      proofOfWork: await proofFrom(subgraph, 'SUBMIT_REPORT'),
    }
    const { data } = await subgraph.ask({ query: submit, variables: { input } })
    const [stored] = await subgraph.database.ask<{ id: string }>(
      'SELECT id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
    )
    return {
      receipt: (data as { submitReport: { receipt: string } }).submitReport.receipt,
      reportId: stored!.id,
    }
  }
  const openReceipt = async (typed: string) => {
    const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
    return subgraph.ask({ query: open, variables: { receipt: typed, proof } })
  }

  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...['000000', '410100', '410300'].map(authorityRegistered),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(3),
    )
    ;({ receipt, reportId } = await submitOne('甲煤矿'))
  })
  afterAll(() => subgraph.close())

  describe('opened', () => {
    it('gives a session for its report, good for a quarter of an hour', async () => {
      const { data } = await openReceipt(receipt)
      const { token, expiresAt } = (data as { openReceipt: { token: string; expiresAt: string } }).openReceipt
      const { payload, protectedHeader } = await jwtVerify(token, createPublicKey(subgraph.sessionKey), {
        issuer: 'andon:report',
        audience: 'andon:gateway',
        typ: 'receipt-session+jwt',
      })
      expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'receipt-session+jwt' })
      expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
      expect(payload.sub).toBe(reportId)
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(15 * 60)
      expect(Math.abs(Date.parse(expiresAt) / 1000 - (payload.exp ?? 0))).toBeLessThan(1)
    })

    it.each([
      ['blanks', (digits: string) => digits.replace(/(\d{4})/g, '$1 ')],
      ['dashes', (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1-')],
      [
        'full-width digits',
        (digits: string) => digits.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
      ],
    ])('may be typed with %s', async (_what, typed) => {
      expect((await openReceipt(typed(receipt))).errors).toEqual([])
    })

    it('is told to be invalid when nobody has it', async () => {
      const { errors, data } = await openReceipt(receipt.replace(/\d$/, (d) => String((Number(d) + 1) % 10)))
      expect(data).toBeNull()
      expect(errors).toMatchObject([
        { message: '查询码无效或已失效，请核对后重新输入。', extensions: { code: 'NOT_FOUND' } },
      ])
    })

    it.each(['', '123', '1'.repeat(17), '123456789012345x', "' OR 1=1 --", '1'.repeat(100_000)])(
      'is bad input when it cannot be one: %.20j',
      async (typed) => {
        const { errors } = await openReceipt(typed)
        expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'receipt' })
        if (typed !== '') expect(errors[0]?.message).not.toContain(typed)
      },
    )
  })

  describe('session', () => {
    const reporter = (of: string): Viewer => ({ kind: 'REPORTER', reportId: of })

    it('sees its own report', async () => {
      const { data } = await subgraph.ask({ query: mine, viewer: reporter(reportId) })
      expect(data).toEqual({
        myReport: {
          id: reportId,
          unitName: '甲煤矿',
          region: { code: '410102' },
          facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
          progress: [{ state: 'SUBMITTED', label: '已提交' }],
        },
      })
    })

    it('of another report sees only that, also by reference', async () => {
      const other = await submitOne('乙煤矿')
      const { data } = await subgraph.ask({ query: mine, viewer: reporter(other.reportId) })
      expect(data).toMatchObject({ myReport: { id: other.reportId } })
      const keys = [{ id: reportId }, { id: other.reportId }]
      const entities = await subgraph.entities('Report', keys, 'id', reporter(other.reportId))
      expect(entities.data).toEqual({ _entities: [null, { id: other.reportId }] })
    })

    it('of a report there is not sees none', async () => {
      expect((await subgraph.ask({ query: mine, viewer: reporter(randomUUID()) })).data).toEqual({
        myReport: null,
      })
    })

    it.each<[string, Viewer]>([
      ['a stranger', anonymous],
      ['staff', staffOf('410100', 'INTAKE_OFFICER')],
    ])('is what myReport asks of %s', async (_who, viewer) => {
      expect((await subgraph.ask({ query: mine, viewer })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
    })

    it('sees that its case was accepted, once and in its language', async () => {
      const event = caseAccepted(paths.zhongyuan, randomUUID(), [reportId])
      await appendEvents(subgraph.database, event, event)
      await soon(async () => {
        const { data } = await subgraph.ask({ query: mine, viewer: reporter(reportId), language: 'en' })
        expect(data).toMatchObject({
          myReport: { progress: [{ label: 'Submitted' }, { state: 'ACCEPTED', label: 'Accepted' }] },
        })
      })
    })
  })

  describe('holder apart, the report', () => {
    const read = async (viewer: Viewer, ...ids: string[]) =>
      (
        await subgraph.entities(
          'Report',
          ids.map((id) => ({ id })),
          'id',
          viewer,
        )
      ).data

    it.each(Object.keys(staffRoles) as StaffRole[])(
      'is seen by %s as the table of roles says',
      async (role) => {
        const expected = rolesMay([role], 'READ_REPORTS') ? { id: reportId } : null
        expect(await read(staffOf('410100', role), reportId)).toEqual({ _entities: [expected] })
      },
    )

    it('is null out of reach and for strangers, as is a report there is not', async () => {
      const nothing = { _entities: [null, null, null] }
      const ids = [reportId, randomUUID(), 'nonsense']
      for (const viewer of [
        anonymous,
        staffOf('410300', 'INTAKE_OFFICER'),
        staffOf('999900', 'INTAKE_OFFICER'),
      ])
        expect(await read(viewer, ...ids)).toEqual(nothing)
      expect(await read({ ...staffOf('410100', 'INTAKE_OFFICER'), authorityId: null }, ...ids)).toEqual(
        nothing,
      )
    })

    it('costs as many queries as twenty reports with their progress', async () => {
      for (let n = 0; n < 3; n += 1) await submitOne(`矿井 ${String(n)}`)
      const ids = (await subgraph.database.ask<{ id: string }>('SELECT id FROM report.report')).map(
        ({ id }) => ({ id }),
      )
      const officer = staffOf('410100', 'INTAKE_OFFICER')
      const asked = (keys: { id: string }[]) =>
        subgraph.queries.during(() =>
          subgraph.entities('Report', keys, 'unitName progress { state }', officer),
        )
      expect(ids.length).toBeGreaterThan(3)
      // Reports, reach, progress; and in the transaction of the look content, keys, audit entries.
      expect(await asked(ids.slice(0, 1))).toHaveLength(6)
      expect(await asked(ids)).toHaveLength(6)
    })
  })
})
