import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

const discovery = z.object({ authorization_endpoint: z.string(), token_endpoint: z.string() })
const tokens = z.object({ access_token: z.string() })

export type SignInRequest = {
  issuer: string
  username: string
  password: string
  clientId?: string
  redirectUri?: string
}

/** The provider did not let the person in. */
export class SignInRefused extends Error {
  override name = 'SignInRefused'
}

/**
 * Signs a person in as a browser would (authorisation code with PKCE, cookies, the provider's form) and returns
 * the access token. Only for programs that stand in for a person: the story, invented data, tests.
 *
 * @throws SignInRefused where name or password is wrong
 */
export async function signIn(request: SignInRequest): Promise<string> {
  const { clientId = 'andon-web', redirectUri = 'http://127.0.0.1/callback' } = request
  const endpoints = discovery.parse(await getJson(`${request.issuer}/.well-known/openid-configuration`))
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(16).toString('base64url')
  const start = new URL(endpoints.authorization_endpoint)
  start.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  const callback = await walk(start, redirectUri, request)
  if (callback.searchParams.get('state') !== state)
    throw new SignInRefused('the answer belongs to another sign-in')
  const code = callback.searchParams.get('code')
  if (code === null) throw new SignInRefused(callback.searchParams.get('error') ?? 'no code')
  return exchange(endpoints.token_endpoint, { code, clientId, redirectUri, verifier })
}

/** Follows redirects and fills in the form, until the provider sends the browser back to the client. */
async function walk(start: URL, redirectUri: string, { username, password }: SignInRequest): Promise<URL> {
  const cookies = new Map<string, string>()
  let formSent = false
  let next: { url: URL; form?: URLSearchParams } = { url: start }
  for (let step = 0; step < 12; step++) {
    const answer = await visit(next, cookies)
    const location = answer.headers.get('location')
    if (location !== null) {
      const url = new URL(location, next.url)
      if (url.href.startsWith(redirectUri)) return url
      next = { url }
    } else {
      const action = /<form[^>]*action="([^"]+)"/.exec(await answer.text())?.[1]
      if (formSent || action === undefined)
        throw new SignInRefused(`the provider answered ${String(answer.status)}`)
      formSent = true
      next = { url: new URL(action, next.url), form: new URLSearchParams({ username, password }) }
    }
  }
  throw new SignInRefused('the provider goes round in circles')
}

async function visit(
  { url, form }: { url: URL; form?: URLSearchParams },
  cookies: Map<string, string>,
): Promise<Response> {
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form === undefined ? {} : { method: 'POST', body: form }),
  })
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
  return answer
}

async function exchange(
  endpoint: string,
  {
    code,
    clientId,
    redirectUri,
    verifier,
  }: { code: string; clientId: string; redirectUri: string; verifier: string },
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  const answer = await fetch(endpoint, { method: 'POST', body })
  const content: unknown = await answer.json()
  if (!answer.ok) throw new SignInRefused(`the token endpoint answered ${String(answer.status)}`)
  return tokens.parse(content).access_token
}

async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url)
  if (!answer.ok) throw new SignInRefused(`the provider's description answered ${String(answer.status)}`)
  return answer.json()
}
