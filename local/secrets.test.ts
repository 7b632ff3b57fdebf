import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPasswordFile, openSecrets, secretsFile } from './secrets.js'

describe('the secrets of an installation', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'andon-secrets-'))
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('are made once and stay the same', () => {
    expect(openSecrets(folder)).toEqual(openSecrets(folder))
  })

  it('are different in every installation', () => {
    const other = mkdtempSync(join(tmpdir(), 'andon-secrets-'))
    const [one, two] = [openSecrets(folder), openSecrets(other)]
    expect(one.demoPassword).not.toBe(two.demoPassword)
    expect(one.receipts).not.toEqual(two.receipts)
    rmSync(other, { recursive: true })
  })

  it('can be read by their owner alone', () => {
    openSecrets(folder)
    const files = [secretsFile(folder), demoPasswordFile(folder)]
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('get what a newer version needs, and lose nothing', () => {
    const before = openSecrets(folder)
    const { receipts, ...older } = before
    const { openPepper, ...olderReceipts } = receipts
    writeFileSync(secretsFile(folder), JSON.stringify({ ...older, receipts: olderReceipts }))
    const after = openSecrets(folder)
    expect(after.receipts.openPepper).not.toBe(openPepper)
    expect(after).toEqual({ ...before, receipts: { ...receipts, openPepper: after.receipts.openPepper } })
  })

  it('hold signing keys whose halves belong together', () => {
    for (const { privateKey, publicKey } of Object.values(openSecrets(folder).signers)) {
      const message = Buffer.from('viewer')
      const signature = sign(
        null,
        message,
        createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
      )
      const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
      expect(verify(null, message, key, signature)).toBe(true)
    }
  })
})
