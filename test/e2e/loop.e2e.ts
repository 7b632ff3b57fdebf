import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStoryClock } from '../story/loop/clock.js'
import { accountOf, signInCast, type Cast } from '../story/loop/cast.js'
import { reportAnonymously, reportByName, type Reporter } from '../story/loop/reporter.js'
import { take } from '../story/loop/take.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

const unit = '示例机械厂（虚构）'
const team = [accountOf.officer, accountOf.second]

/** One matter from two reports to a paid reward, by people signed in with their own roles. */
describe('the closed loop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-loop-'))
  const clock = openStoryClock(join(folder, 'clock'))
  let platform: TestPlatform
  let cast: Cast
  let named: Reporter
  let unnamed: Reporter
  beforeAll(async () => {
    platform = await openTestPlatform({ case: { CLOCK_FILE: clock.file } })
    cast = await signInCast(platform)
  }, 300_000)
  afterAll(async () => {
    await named.close()
    await unnamed.close()
    await platform[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }, 60_000)

  const done = async (...asked: Parameters<typeof take>): Promise<Record<string, unknown>> => {
    const { data, errors } = await take(...asked)
    expect([asked[1], errors]).toEqual([asked[1], []])
    return (data ?? {})[asked[1]] as Record<string, unknown>
  }
  const refused = async (...asked: Parameters<typeof take>): Promise<string | undefined> =>
    (await take(...asked)).errors[0]?.extensions?.code
  const look = async (fields: string): Promise<Record<string, unknown>> => {
    const query = `query($id: ID!) { case(id: $id) { ${fields} } }`
    const { data, errors } = await cast.officer.ask<Record<string, object>, object>(query, {
      id: named.caseId,
    })
    expect(errors).toEqual([])
    return (data?.['case'] ?? {}) as Record<string, unknown>
  }

  it('begins with two reports of one matter, one without a name', async () => {
    const policyFile = join(platform.dataFolder, 'custodians', 'INTL_1', 'sealing-policy.json')
    named = await reportByName(platform, policyFile, unit)
    unnamed = await reportAnonymously(platform, unit)
    expect(await look('state region { fullName }')).toMatchObject({ state: 'SCREENING' })
  })

  it('is accepted in the county and nowhere else', async () => {
    const { caseId } = named
    expect(await refused(cast.otherCity, 'acceptReport', { caseId })).toBe('NOT_FOUND')
    expect(await refused(cast.officer, 'acceptReport', { caseId })).toBe('FORBIDDEN')
    expect(await done(cast.intake, 'acceptReport', { caseId })).toMatchObject({ state: 'ACCEPTED' })
    await soon(() => expect(named.told()).toEqual(['已提交', '已受理']))
  })

  it('is assigned to two officers', async () => {
    const { caseId } = named
    const given = {
      caseId,
      mode: 'OFFICE',
      office: '执法一科',
      officers: team.map((account) => ({ account })),
    }
    expect(await done(cast.leader, 'assignCase', given)).toMatchObject({ state: 'ASSIGNED' })
  })

  it('is supervised by the province, which alone releases it', async () => {
    const { caseId } = named
    const items = ['查明安全联锁装置被拆除的经过', '责令立即恢复']
    const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
    expect(await refused(cast.leader, 'superviseCase', { caseId, items, dueOn })).toBe('FORBIDDEN')
    await done(cast.supervisor, 'superviseCase', { caseId, items, dueOn })
    const { supervisions } = (await look('supervised supervisions { id items { id text } }')) as {
      supervisions: { id: string; items: { id: string; text: string }[] }[]
    }
    const [order] = supervisions
    const orderId = order?.id
    await done(cast.supervisor, 'urgeSupervision', { caseId, orderId, text: '请抓紧办理。' })
    const replies = (order?.items ?? []).map(({ id: itemId }) => ({ itemId, text: '已责令恢复，正在核查。' }))
    await done(cast.officer, 'replyToSupervision', { caseId, orderId, replies })
    const release = { caseId, orderId, reason: '回复属实。' }
    expect(await refused(cast.leader, 'releaseSupervision', release)).toBe('FORBIDDEN')
    await done(cast.supervisor, 'releaseSupervision', release)
    expect(await look('supervised')).toEqual({ supervised: false })
  })
})
