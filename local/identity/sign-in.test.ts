import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Lifecycle } from '../../platform/lifecycle.js'
import { createLog } from '../../platform/log.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import { freePort } from '../processes/ports.js'
import { openSecrets, type Secrets } from '../secrets.js'
import { demoAccounts } from './accounts.js'
import { openIdentityServer } from './server.js'
import { readIdentitySettings } from './settings.js'
import { SignInRefused, signIn } from './sign-in.js'

const audience = 'https://andon.local/graphql'
const explorer = 'http://localhost:4000/explorer/callback'

function environmentOf(secrets: Secrets, issuer: string): NodeJS.ProcessEnv {
  return {
    PORT: new URL(issuer).port,
    LOG_LEVEL: 'silent',
    OIDC_ISSUER: issuer,
    REDIRECT_URIS: explorer,
    COOKIE_KEYS: secrets.identity.cookieKeys.join(','),
    SIGNING_KEYS: Buffer.from(JSON.stringify(secrets.identity.signingKeys)).toString('base64'),
    DEMO_PASSWORD: secrets.demoPassword,
  }
}

describe('the demo sign-in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-identity-'))
  const secrets = openSecrets(folder)
  let issuer: string
  let lifecycle: Lifecycle

  const open = async (): Promise<void> => {
    lifecycle = new Lifecycle(createLog({ process: 'identity', level: 'silent' }))
    await openIdentityServer(readIdentitySettings(environmentOf(secrets, issuer)), lifecycle).listen()
  }

  const authorize = (parameters: Record<string, string>): Promise<Response> => {
    const query = new URLSearchParams({
      client_id: 'andon-web',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: explorer,
      ...parameters,
    })
    return fetch(`${issuer}/auth?${query.toString()}`, { redirect: 'manual' })
  }

  beforeAll(async () => {
    issuer = `http://127.0.0.1:${String(await freePort())}`
    await open()
  })

  afterAll(async () => {
    await lifecycle.close()
    rmSync(folder, { recursive: true })
  })

  it('gives a member of staff an access token for the graph with roles and authority', async () => {
    const token = await signIn({ issuer, username: 'intake.zhengzhou', password: secrets.demoPassword })
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/jwks`)), {
      issuer,
      audience,
    })
    expect(payload).toMatchObject({
      sub: 'intake.zhengzhou',
      roles: ['INTAKE_OFFICER'],
      authority_id: authorityIdOf('410100'),
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(15 * 60)
  })

  it('knows every account of the list', async () => {
    for (const { username } of demoAccounts) {
      await expect(signIn({ issuer, username, password: secrets.demoPassword })).resolves.toMatch(/^eyJ/)
    }
  })

  it('gives another system an access token by its own credentials, and to nobody with wrong ones', async () => {
    const ask = (secret: string) =>
      fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`sync.ministry:${encodeURIComponent(secret)}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
    const { access_token: token } = (await (await ask(secrets.demoPassword)).json()) as {
      access_token: string
    }
    const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
    const { payload } = await jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' })
    expect(payload).toMatchObject({ sub: 'sync.ministry', roles: ['EXTERNAL_SYSTEM'] })
    expect(payload['authority_id']).toBeUndefined()
    expect((await ask('wrong')).status).toBe(401)
  })

  it('refuses a wrong password and an unknown name alike', async () => {
    const wrong = signIn({ issuer, username: 'intake.zhengzhou', password: 'not the password' })
    await expect(wrong).rejects.toThrow(new SignInRefused('the provider answered 401'))
    const unknown = signIn({ issuer, username: 'nobody', password: secrets.demoPassword })
    await expect(unknown).rejects.toThrow(new SignInRefused('the provider answered 401'))
  })

  it('refuses a sign-in without PKCE, and with the plain method', async () => {
    const missing = await authorize({})
    expect(missing.headers.get('location')).toContain('error=invalid_request')
    const plain = await authorize({ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' })
    expect(plain.headers.get('location')).toContain('error=invalid_request')
  })

  it('sends nobody to an address that is not registered', async () => {
    const answer = await authorize({
      redirect_uri: 'http://evil.example/callback',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(await answer.text()).toContain('登录未完成')
  })

  it('knows a native program by its loopback address with any port', async () => {
    const token = await signIn({
      issuer,
      username: 'screen.henan',
      password: secrets.demoPassword,
      redirectUri: 'http://127.0.0.1:53682/callback',
    })
    expect(token).toMatch(/^eyJ/)
  })

  it('gives no token for another audience', async () => {
    const answer = await authorize({
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      resource: 'https://elsewhere.example/',
    })
    expect(answer.headers.get('location')).toContain('error=invalid_target')
  })

  it('shows a Chinese page without scripts that says it is a demonstration', async () => {
    const start = await authorize({ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' })
    const cookie = start.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const page = await fetch(new URL(start.headers.get('location') ?? '', issuer), { headers: { cookie } })
    const html = await page.text()
    expect(html).toContain('演示环境')
    expect(html).not.toMatch(/<script|\son\w+=/)
    expect(html).not.toContain(secrets.demoPassword)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('lets the explorer page of the gateway exchange its code, and no other origin', async () => {
    const ask = (origin: string) =>
      fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ grant_type: 'authorization_code', client_id: 'andon-web', code: 'x' }),
      })
    expect((await ask('http://localhost:4000')).headers.get('access-control-allow-origin')).toBe(
      'http://localhost:4000',
    )
    expect((await ask('http://evil.example')).headers.get('access-control-allow-origin')).not.toBe(
      'http://evil.example',
    )
  })

  it('keeps tokens valid over a restart', async () => {
    const token = await signIn({ issuer, username: 'leader.henan', password: secrets.demoPassword })
    await lifecycle.close()
    await open()
    // The connections fetch keeps must notice that they were closed.
    await sleep(50)
    await expect(
      jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/jwks`)), { issuer, audience }),
    ).resolves.toBeDefined()
  })

  it('does not run in production, nor for other machines', () => {
    const environment = environmentOf(secrets, issuer)
    expect(() => readIdentitySettings({ ...environment, NODE_ENV: 'production' })).toThrow('production')
    expect(() => readIdentitySettings({ ...environment, HOST: '0.0.0.0' })).toThrow('this machine only')
  })
})
