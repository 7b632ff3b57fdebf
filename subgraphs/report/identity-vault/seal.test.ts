import { describe, expect, it } from '@jest/globals'
import { createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { readSealingKey, sealIdentity } from './seal.js'

const custodian = generateKeyPairSync('x25519')
const sealingKey = readSealingKey(custodian.publicKey.export({ format: 'der', type: 'spki' }))
const identity = { name: '王小明', phone: '13800138000' }
const reportId = '7b0c4a0e-6c70-4a44-9df6-2f1a2f1f9a11'
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex')

/** As the custodian does it, far from every server. */
function open(envelope: Buffer, ofReport: string, privateKey = custodian.privateKey): unknown {
  const ephemeral = envelope.subarray(1, 33)
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiPrefix, ephemeral]),
    format: 'der',
    type: 'spki',
  })
  const context = `andon identity v1 ${sealingKey.id} report.sealed_identity ${ofReport}`
  const shared = diffieHellman({ privateKey, publicKey })
  const material = Buffer.from(hkdfSync('sha256', shared, ephemeral, context, 44))
  const decipher = createDecipheriv('aes-256-gcm', material.subarray(0, 32), envelope.subarray(33, 45))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(envelope.subarray(-16))
  const padded = Buffer.concat([decipher.update(envelope.subarray(45, -16)), decipher.final()])
  return JSON.parse(padded.subarray(2, 2 + padded.readUInt16BE(0)).toString())
}

describe('a sealed identity', () => {
  it('is opened by the custodian and shows nothing of itself before', () => {
    const envelope = sealIdentity(identity, reportId, sealingKey)
    expect(open(envelope, reportId)).toEqual(identity)
    expect(envelope.includes(identity.phone)).toBe(false)
    expect(envelope.includes(identity.name)).toBe(false)
  })

  it('does not open when it was moved to another report, changed, or by another key', () => {
    const envelope = sealIdentity(identity, reportId, sealingKey)
    const other = generateKeyPairSync('x25519').privateKey
    expect(() => open(envelope, reportId.replace('7', '8'))).toThrow()
    expect(() => open(envelope, reportId, other)).toThrow()
    for (const at of [1, 40, 60, envelope.length - 1]) {
      const changed = Buffer.from(envelope)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => open(changed, reportId)).toThrow()
    }
  })

  it('is never sealed alike twice, and always as long', () => {
    const envelopes = [identity, identity, { name: '欧阳'.repeat(25), phone: '037112345678' }].map((who) =>
      sealIdentity(who, reportId, sealingKey),
    )
    expect(new Set(envelopes.map((envelope) => envelope.toString('hex'))).size).toBe(3)
    expect(new Set(envelopes.map(({ length }) => length))).toEqual(new Set([573]))
  })

  it('is sealed to an X25519 key and to no other', () => {
    const der = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' })
    expect(() => readSealingKey(der)).toThrow('X25519')
  })
})
