// Staff sign-in: OpenID Connect, authorisation code with PKCE (RFC 7636). The token lives as long as the tab.

const tokenKey = 'andon:explorer:token'
const walkKey = 'andon:explorer:sign-in'
const redirectUri = `${location.origin}/explorer/callback`

/** The access token, unless it has ended. */
export function currentToken() {
  const token = sessionStorage.getItem(tokenKey)
  if (token === null) return undefined
  const { exp } = readClaims(token)
  if (typeof exp === 'number' && exp * 1000 > Date.now()) return token
  sessionStorage.removeItem(tokenKey)
  return undefined
}

export function signOut() {
  sessionStorage.removeItem(tokenKey)
}

export async function signIn({ issuer, clientId, audience }) {
  const { authorization_endpoint: endpoint } = await discover(issuer)
  const verifier = randomText()
  const state = randomText()
  sessionStorage.setItem(walkKey, JSON.stringify({ verifier, state }))
  const url = new URL(endpoint)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    resource: audience,
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
    prompt: 'login',
  }).toString()
  location.assign(url)
}

/** Finishes what signIn began, when the provider has sent the browser back. */
export async function finishSignIn({ issuer, clientId, audience }) {
  if (location.pathname !== '/explorer/callback') return
  const given = new URLSearchParams(location.search)
  const walk = JSON.parse(sessionStorage.getItem(walkKey) ?? '{}')
  sessionStorage.removeItem(walkKey)
  history.replaceState(null, '', '/explorer')
  if (given.has('error')) throw new Error(given.get('error_description') ?? given.get('error'))
  if (!given.has('code') || walk.state === undefined || given.get('state') !== walk.state)
    throw new Error('登录过程已中断，请重新登录')
  const { token_endpoint: endpoint } = await discover(issuer)
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: given.get('code'),
      client_id: clientId,
      redirect_uri: redirectUri,
      code_verifier: walk.verifier,
      resource: audience,
    }),
  })
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.error_description ?? '身份提供方拒绝了登录')
  sessionStorage.setItem(tokenKey, body.access_token)
}

/** What a token says of its bearer; the gateway verifies it, this page only shows it. */
export function readClaims(token) {
  try {
    const bytes = Uint8Array.from(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (char) =>
      char.charCodeAt(0),
    )
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return {}
  }
}

async function discover(issuer) {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (!answer.ok) throw new Error('找不到身份提供方')
  return answer.json()
}

function randomText() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

async function challengeOf(verifier) {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
