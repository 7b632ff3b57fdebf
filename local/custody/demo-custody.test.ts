import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHolderKeyFile } from '../../client/custodian/key-file.js'
import { policyPaper, suites, toPolicy } from '../../client/custodian/papers.js'
import { bundleAuthorityId } from '../../client/sealing/key-bundle.js'
import { findRecipients } from '../../client/sealing/recipients.js'
import { staffRoles } from '../../platform/viewer/roles.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import { demoAccounts } from '../identity/accounts.js'
import { openDemoCustody } from './demo-custody.js'

const passphrase = 'correct horse battery staple'
const dayMs = 86_400_000

describe.each(['INTL_1', 'SM_1'] as const)('the demonstration’s keys of %s', (suiteName) => {
  let dataFolder: string
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'andon-demo-custody-'))
  })
  afterEach(() => rmSync(dataFolder, { recursive: true }))

  const open = (now = new Date()) => openDemoCustody({ dataFolder, suiteName, passphrase, now })
  const policyIn = (folder: string, name: string) =>
    toPolicy(policyPaper.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))

  it('are made once, for their owner only, and open by the passphrase', () => {
    const custody = open()
    expect(open()).toEqual(custody)
    for (const file of readdirSync(custody.folder))
      expect(statSync(join(custody.folder, file)).mode & 0o777).toBe(0o600)
    const file = Uint8Array.from(readFileSync(join(custody.folder, 'custodian.henan')))
    expect(openHolderKeyFile(file, passphrase, suites).holderId).toBe('custodian.henan')
  })

  it('belong to demo accounts that may use them', () => {
    const { folder } = open()
    const holders = readdirSync(folder).filter((file) => /^(custodian|approver)\./.test(file))
    const accounts = demoAccounts.filter(({ role }) => staffRoles[role].en.startsWith('Identity'))
    expect(holders.sort()).toEqual(accounts.map(({ username }) => username).sort())
  })

  it('are listed anew before their bundles run out, by the same roots', () => {
    const start = new Date()
    const { folder } = open(start)
    const policy = policyIn(folder, 'policy.410100-410000.json')
    const later = new Date(start.getTime() + 700 * dayMs)
    const { bundles } = open(later)
    const of = (code: string) =>
      bundles.find((bundle) => bundleAuthorityId(bundle, suites) === authorityIdOf(code))!
    const found = findRecipients(policy, { custodians: of('410100'), approvers: [of('410000')] }, later)
    expect(found.seen.map(({ authorityId, version }) => [authorityId, version])).toEqual([
      [authorityIdOf('410100'), 2],
      [authorityIdOf('410000'), 2],
    ])
    expect(open(later).bundles).toEqual(bundles)
  })
})
