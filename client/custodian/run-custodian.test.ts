import { afterAll, describe, expect, it } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from '../sealing/bytes.js'
import { describeEnvelope } from '../sealing/envelope.js'
import { sealIdentity } from '../sealing/seal-identity.js'
import { identity, now, row } from '../testing/offices.js'
import { seededRandom } from '../testing/seeded-random.js'
import { policyPaper, suites, toPolicy } from './papers.js'
import { runCustodian } from './run-custodian.js'

const passphrase = 'correct horse battery staple'

describe.each(['INTL_1', 'SM_1'])('the custodian’s program, with %s', (suite) => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-custodian-'))
  const at = (name: string) => join(folder, name)
  const random = seededRandom(71)
  afterAll(() => rmSync(folder, { recursive: true }))

  async function run(command: string, options: Record<string, string>, answers: string[] = []) {
    const said: string[] = []
    const take = () => Promise.resolve(answers.shift() ?? passphrase)
    const terminal = { say: (line: string) => void said.push(line), ask: take, askSecret: take }
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    const code = await runCustodian([command, ...args], {
      terminal,
      random,
      now,
      cost: { log2N: 4, r: 1, p: 1 },
    })
    return { code, said: said.join('\n') }
  }

  async function found(authority: string, people: Record<string, string>) {
    await run('new-root', { suite, authority, out: at(`${authority}.root`) })
    for (const holder of Object.keys(people)) await run('new-key', { suite, holder, out: at(holder) })
    const [validFrom, validUntil] = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z']
    const holders = Object.entries(people).map(([name, role]) => ({
      card: `${name}.card`,
      role,
      validFrom,
      validUntil,
    }))
    writeFileSync(
      at(`${authority}.holders.json`),
      JSON.stringify({ version: 1, issuedAt: validFrom, expiresAt: validUntil, holders }),
    )
    const options = { root: at(`${authority}.root`), holders: at(`${authority}.holders.json`) }
    expect(await run('sign-bundle', { ...options, out: at(`${authority}.bundle`) })).toMatchObject({
      code: 0,
    })
    return JSON.parse(readFileSync(at(`${authority}.root.pin.json`), 'utf8')) as object
  }

  const base64 = (name: string) => readFileSync(at(name)).toString('base64')
  const common = { policy: at('policy.json'), dossier: at('dossier.json') }
  const asked = { ...common, request: at('request.json') }

  it('makes roots, keys and bundles, each file for its owner only and none over another', async () => {
    const custodians = await found('bureau', { custodian: 'CUSTODIAN', 'recovery-1': 'RECOVERY' })
    const approvers = [await found('committee', { approver: 'APPROVER', 'recovery-2': 'RECOVERY' })]
    writeFileSync(at('policy.json'), JSON.stringify({ suite, custodians, approvers }))
    expect(statSync(at('custodian')).mode & 0o777).toBe(0o600)
    const before = readFileSync(at('custodian'))
    expect(await run('new-key', { suite, holder: 'custodian', out: at('custodian') })).toMatchObject({
      code: 2,
    })
    expect(readFileSync(at('custodian')).equals(before)).toBe(true)
  })

  it('requests, approves and opens, and shows the identity on the screen only', async () => {
    const bundles = { custodians: base64('bureau.bundle'), approvers: [base64('committee.bundle')] }
    const policy = toPolicy(policyPaper.parse(JSON.parse(readFileSync(at('policy.json'), 'utf8'))))
    const decoded = {
      custodians: Uint8Array.from(Buffer.from(bundles.custodians, 'base64')),
      approvers: bundles.approvers.map((text) => Uint8Array.from(Buffer.from(text, 'base64'))),
    }
    const typed = { ...identity, address: '河南\u001b[2J' }
    const { envelope } = sealIdentity({ identity: typed, row, policy, bundles: decoded, random, now })
    const recordedHash = toHex(describeEnvelope(envelope, suites).envelopeHash)
    const dossier = { envelope: Buffer.from(envelope).toString('base64'), row, recordedHash, bundles }
    writeFileSync(at('dossier.json'), JSON.stringify(dossier))

    const request = await run('request', { ...common, key: at('custodian'), out: at('request.json') }, [
      '发放奖励',
    ])
    expect(request.code).toBe(0)
    const approval = { ...asked, key: at('approver'), out: at('approval') }
    expect(await run('approve', approval, ['不'])).toMatchObject({ code: 2 })
    expect(existsSync(at('approval'))).toBe(false)
    const approved = await run('approve', approval, ['同意'])
    expect(approved.said).toContain('发放奖励')
    expect(approved.said).toContain('bureau custodian')
    const opened = await run('open', { ...asked, key: at('custodian'), approval: at('approval') })
    expect(opened).toEqual({ code: 0, said: '姓名：王小明\n电话：13800138000\n地址：河南\ufffd[2J' })
  })

  it('keeps the versions it has seen, and recovers with both keys', async () => {
    const { custodians } = policyPaper.parse(JSON.parse(readFileSync(at('policy.json'), 'utf8')))
    expect(custodians.seen?.version).toBe(1)
    const both = { ...common, first: at('recovery-1'), second: at('recovery-2') }
    expect((await run('recover', both)).said).toContain('王小明')
    expect(await run('recover', { ...both, second: at('recovery-1') })).toMatchObject({ code: 1 })
  })

  it('seals a share anew', async () => {
    const options = { ...common, key: at('approver'), share: '2', out: at('envelope') }
    expect(await run('reseal', options)).toMatchObject({ code: 0 })
    const { envelope } = JSON.parse(readFileSync(at('envelope'), 'utf8')) as { envelope: string }
    expect(describeEnvelope(Buffer.from(envelope, 'base64'), suites).suite).toBe(suite)
  })

  it('says what is wrong, and with which code it ends', async () => {
    expect(await run('', {})).toMatchObject({ code: 2, said: expect.stringContaining('用法') })
    expect(await run('help', {})).toMatchObject({ code: 0 })
    expect(await run('open', {})).toMatchObject({ code: 2, said: expect.stringContaining('--approval') })
    expect(await run('open', { colour: 'red' })).toMatchObject({ code: 2 })
    const opening = { ...asked, key: at('custodian'), approval: at('approval') }
    const wrong = await run('open', opening, ['a wrong passphrase'])
    expect(wrong).toEqual({ code: 1, said: '拒绝：口令不正确，或密钥文件已被改动。（WRONG_PASSPHRASE）' })
    const differing = await run('new-key', { suite, holder: 'x', out: at('x') }, [passphrase, 'another one'])
    expect(differing).toMatchObject({ code: 2, said: '两次输入的口令不一致' })
    expect(await run('new-key', { suite: 'AES', holder: 'x', out: at('x') })).toMatchObject({ code: 2 })
    writeFileSync(at('dossier.json'), '{}')
    expect(await run('open', opening)).toMatchObject({ code: 2, said: expect.stringContaining('envelope') })
    expect(await run('open', { ...opening, policy: at('none') })).toMatchObject({ code: 2 })
  })
})
