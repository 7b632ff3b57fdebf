import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')

export const trustedKeys = ['gateway', 'report']
  .map((kid) => `${kid}:${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`)
  .join(',')

export const anonymous = { kind: 'ANONYMOUS' }
export const staff = { kind: 'STAFF', subject: 'officer-1', roles: ['CASE_OFFICER'], authorityId: null }

type Wishes = {
  viewer?: unknown
  lang?: string
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  body?: string
  forged?: boolean
}

/** A viewer token as the gateway signs it, or one that is wrong in the wished way. */
export function viewerToken({
  viewer = anonymous,
  lang = 'zh',
  claims,
  header,
  body,
  forged,
}: Wishes = {}): string {
  const iat = Math.floor(Date.now() / 1000)
  const head = encode({ alg: 'EdDSA', typ: 'andon-viewer+jwt', kid: 'gateway', ...header })
  const bh = body === undefined ? {} : { bh: createHash('sha256').update(body).digest('base64url') }
  const payload = encode({
    iss: 'andon:gateway',
    aud: 'content',
    iat,
    exp: iat + 20,
    lang,
    viewer,
    ...bh,
    ...claims,
  })
  const key: KeyObject = forged ? stranger.privateKey : privateKey
  return `${head}.${payload}.${sign(null, Buffer.from(`${head}.${payload}`), key).toString('base64url')}`
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
