import { afterAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEnvironments } from './environments.js'
import { databaseUrls } from './postgres/database-urls.js'
import { openSecrets } from './secrets.js'
import { readLocalSettings } from './settings.js'

describe('what each process is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-environments-'))
  const secrets = openSecrets(folder)
  const { ports } = readLocalSettings({})
  const databases = databaseUrls({ host: '127.0.0.1', port: ports.postgres, secrets })
  const sealing = { suite: 'INTL_1', policyFile: join(folder, 'sealing-policy.json') }
  const own = { PATH: '/bin', HOME: '/home/x', AWS_SECRET_ACCESS_KEY: 'of the person', PGPASSWORD: 'too' }
  const environments = createEnvironments(
    {
      ports,
      databases,
      secrets,
      logLevel: 'info',
      evidenceFolder: join(folder, 'evidence'),
      contentFilesFolder: join(folder, 'content-files'),
      sealing,
      anchorFolder: join(folder, 'audit-anchors'),
    },
    own,
  )
  const knowing = (secret: string): string[] =>
    Object.entries(environments)
      .filter(([, environment]) => Object.values(environment).some((value) => value?.includes(secret)))
      .map(([name]) => name)

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['the gateway’s key', secrets.signers.gateway.privateKey, ['gateway']],
    ['the key of report', secrets.signers.report.privateKey, ['report']],
    ['the key of case', secrets.signers.case.privateKey, ['case']],
    ['the key of statistics', secrets.signers.statistics.privateKey, ['statistics']],
    ['the peppers of receipts', secrets.receipts.findPepper, ['report']],
    ['the key of report contents', secrets.content.envelopeKey, ['report']],
    ['the key of blind indexes', secrets.content.blindIndexKey, ['report']],
    ['what hashes the names WeChat gives', secrets.wechat.idKey, ['report']],
    ['what opens evidence', secrets.evidence.envelopeKey, ['report']],
    ['what opens the reasons in the audit chain', secrets.audit.reasonKey, ['report']],
    ['the key of what is written in cases', secrets.cases.envelopeKey, ['case']],
    ['the key of telephones in outreach summaries', secrets.statistics.envelopeKey, ['statistics']],
    ['what opens the reasons in the chain of case', secrets.audit.caseReasonKey, ['case']],
    ['what signs anchors of the chain of case', secrets.audit.anchors.case.privateKey, ['case']],
    ['what signs anchors of the chain of report', secrets.audit.anchors.report.privateKey, ['report']],
    ['what signs anchors of the chain of region', secrets.audit.anchors.region.privateKey, ['region']],
    ['the superuser’s password', secrets.postgresPassword, []],
    ['an owner’s password', secrets.databasePasswords.andon_report_owner, ['migrate']],
    ['the password of report', secrets.databasePasswords.andon_report, ['report']],
    ['the password of the CMS', secrets.databasePasswords.andon_cms, ['cms']],
    ['Strapi’s token secret', secrets.strapi.adminJwtSecret, ['cms']],
    ['the cookie keys of the sign-in', secrets.identity.cookieKeys[0] ?? '', ['identity']],
    ['the demo password', secrets.demoPassword, ['identity', 'cms']],
  ])('%s is known to those who need it only', (_title, secret, expected) => {
    expect(knowing(secret).sort()).toEqual([...expected].sort())
  })

  it('nothing of the person who starts it but path and home', () => {
    expect(environments.report).toMatchObject({ PATH: '/bin', HOME: '/home/x' })
    expect(knowing('of the person')).toEqual([])
    expect(environments.gateway).not.toHaveProperty('PGPASSWORD')
  })

  it('binds every process to this machine', () => {
    const { migrate, ...serving } = environments
    expect(migrate).not.toHaveProperty('HOST')
    for (const environment of Object.values(serving)) expect(environment).toMatchObject({ HOST: '127.0.0.1' })
  })
})
