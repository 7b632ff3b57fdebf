import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { verifyAudit } from '../support/audit-verify.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

const cases = '{ cases(first: 5) { nodes { reports { id unitName facts { what } } } } }'
const entries = '{ auditEntries(first: 5) { nodes { action actor { subject } } } }'

describe('the audit chain of a running platform', () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  it('tells who looked, holds when it is verified, and is anchored at the next start', async () => {
    await platform.report('郑州某某机械厂')
    const officer = await platform.as('officer.zhengzhou')
    await soon(async () => {
      const { data } = await officer.ask(cases, {})
      expect(JSON.stringify(data)).toContain('郑州某某机械厂')
    })
    const auditor = await platform.as('audit.admin')
    expect((await auditor.ask(entries, {})).data).toMatchObject({
      auditEntries: {
        nodes: expect.arrayContaining([
          expect.objectContaining({ action: 'REPORT_READ', actor: { subject: 'officer.zhengzhou' } }),
        ]),
      },
    })
    const system = await platform.as('system.admin')
    expect((await system.ask(entries, {})).errors[0]?.extensions?.code).toBe('FORBIDDEN')
    await platform.kill('report', 'SIGTERM')
    await platform.startAgain('report')
    await soon(() =>
      expect(readdirSync(join(platform.dataFolder, 'audit-anchors'))).toContain('report-000001.json'),
    )
    const { status, told } = verifyAudit(platform)
    expect(told).toMatch(/✓ report：.*anchored to \d+/)
    expect(told).toMatch(/✓ region/)
    expect(status).toBe(0)
  })

  it('is found broken where a superuser has taken a record out', async () => {
    await platform.ask('ALTER TABLE report.audit_link DISABLE TRIGGER USER')
    await platform.ask('DELETE FROM report.audit_link WHERE position = 2')
    const { status, told } = verifyAudit(platform)
    expect(told).toContain('✗ report：第 2 条断链，记录缺失。Broken at 2 (MISSING)')
    expect(status).toBe(1)
  })
})
