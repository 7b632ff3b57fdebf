import { describe, expect, it } from '@jest/globals'
import { sign } from 'node:crypto'
import { createTestSigners } from '../../test/support/signers.js'
import { createViewerSigner, createViewerVerifier, hashBody, readSigningKey } from './signature.js'
import { anonymous, type Viewer } from './viewer.js'

const signers = createTestSigners('gateway', 'report', 'stranger')
const trusted = signers.trustedKeys.filter((key) => !key.startsWith('stranger:'))
const start = Date.parse('2026-03-01T08:00:00Z')
const staff: Viewer = {
  kind: 'STAFF',
  subject: 'intake.zhengzhou',
  roles: ['INTAKE_OFFICER'],
  authorityId: '7b0c4a0e-6c70-4a44-9df6-2f1a2f1f9a11',
}
const service: Viewer = { kind: 'SERVICE', service: 'report' }

function createClock() {
  let nowMs = start
  return { now: () => nowMs, passSeconds: (seconds: number) => void (nowMs += seconds * 1000) }
}

function signWith(kid: 'gateway' | 'report' | 'stranger', viewer: Viewer = anonymous): string {
  const signer = createViewerSigner({ kid, key: signers.key(kid), now: () => start })
  return signer({ audience: 'case', viewer, language: 'zh' })
}

/** A token with any header and claims, signed well. */
function forge(header: object, claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${sign(null, Buffer.from(text), signers.key('gateway')).toString('base64url')}`
}

const goodHeader = { alg: 'EdDSA', typ: 'andon-viewer+jwt', kid: 'gateway' }
const goodClaims = {
  iss: 'andon:gateway',
  aud: 'case',
  iat: start / 1000,
  exp: start / 1000 + 20,
  lang: 'zh',
  viewer: anonymous,
}

describe('a signed viewer', () => {
  it.each([
    anonymous,
    staff,
    { kind: 'REPORTER', reportId: staff.authorityId! } as const,
    { kind: 'CITIZEN', citizenId: staff.authorityId! } as const,
  ])('is believed from the gateway: %j', (viewer) => {
    const verify = createViewerVerifier({ audience: 'case', keys: trusted, now: () => start })
    expect(verify(signWith('gateway', viewer))).toMatchObject({
      viewer,
      language: 'zh',
      bodyHash: undefined,
    })
  })

  it('carries language and the hash of the body', () => {
    const verify = createViewerVerifier({ audience: 'case', keys: trusted })
    const token = signers.sign('gateway')({
      audience: 'case',
      viewer: staff,
      language: 'en',
      body: '{"a":1}',
    })
    expect(verify(token)).toMatchObject({ language: 'en', bodyHash: hashBody(Buffer.from('{"a":1}')) })
  })

  const verify = createViewerVerifier({ audience: 'case', keys: trusted, now: () => start })
  const refusals: [string, () => string][] = [
    ['for another subgraph', () => forge(goodHeader, { ...goodClaims, aud: 'report' })],
    ['of a key nobody named', () => signWith('stranger')],
    ['of a person, signed by a service', () => signWith('report', staff)],
    [
      'of a citizen, signed by report',
      () => signWith('report', { kind: 'CITIZEN', citizenId: staff.authorityId! }),
    ],
    ['of a stranger, signed by a service', () => signWith('report', anonymous)],
    ['of a service, signed by the gateway', () => signWith('gateway', service)],
    ['of another service', () => signWith('report', { kind: 'SERVICE', service: 'case' })],
    ['without algorithm', () => forge({ ...goodHeader, alg: 'none' }, goodClaims)],
    ['without signature', () => signWith('gateway').replace(/[^.]*$/, '')],
    ['of another type', () => forge({ ...goodHeader, typ: 'receipt-session+jwt' }, goodClaims)],
    ['of another issuer', () => forge(goodHeader, { ...goodClaims, iss: 'andon:report' })],
    ['that would live too long', () => forge(goodHeader, { ...goodClaims, exp: goodClaims.iat + 31 })],
    ['from the future', () => forge(goodHeader, { ...goodClaims, iat: goodClaims.iat + 6 })],
    ['of a kind there is not', () => forge(goodHeader, { ...goodClaims, viewer: { kind: 'ROOT' } })],
    ['without expiry', () => forge(goodHeader, { ...goodClaims, exp: undefined })],
    ['in four parts', () => `${signWith('gateway')}.x`],
    ['that is no JSON', () => 'x.y.z'],
    ['that is empty', () => ''],
  ]
  it.each(refusals)('%s is refused', (_what, token) => {
    expect(() => verify(token())).toThrow()
  })

  it('is believed as it is built by hand, so that the refusals above are for their one reason', () => {
    expect(verify(forge(goodHeader, goodClaims)).viewer).toEqual(anonymous)
  })

  it('is refused when its payload was changed', () => {
    const [header = '', payload = '', signature = ''] = signWith('gateway').split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const changed = Buffer.from(JSON.stringify({ ...claims, viewer: staff })).toString('base64url')
    expect(() => verify(`${header}.${changed}.${signature}`)).toThrow('signature does not fit')
  })

  it('expires, with five seconds for clocks that differ, also when it was believed before', () => {
    const clock = createClock()
    const seenBefore = createViewerVerifier({ audience: 'case', keys: trusted, now: clock.now })
    const token = signWith('gateway')
    expect(seenBefore(token).viewer).toEqual(anonymous)
    clock.passSeconds(24)
    expect(seenBefore(token).viewer).toEqual(anonymous)
    clock.passSeconds(2)
    expect(() => seenBefore(token)).toThrow('expired')
    const seenNever = createViewerVerifier({ audience: 'case', keys: trusted, now: clock.now })
    expect(() => seenNever(token)).toThrow('expired')
  })

  it('cannot be verified without a key, or with one that does not sign', () => {
    expect(() => createViewerVerifier({ audience: 'case', keys: [] })).toThrow('names no key')
    const x25519 = 'MCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='
    expect(() => createViewerVerifier({ audience: 'case', keys: [`gateway:${x25519}`] })).toThrow('Ed25519')
  })

  it('is signed by a key read from PKCS8', () => {
    const der = signers.key('gateway').export({ format: 'der', type: 'pkcs8' })
    const token = createViewerSigner({ kid: 'gateway', key: readSigningKey(der) })({
      audience: 'case',
      viewer: anonymous,
      language: 'zh',
    })
    expect(createViewerVerifier({ audience: 'case', keys: trusted })(token).viewer).toEqual(anonymous)
  })
})
