import Provider, {
  errors,
  interactionPolicy,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { claimsOf, claimsOfMachine, demoMachines, findDemoAccount, type DemoMachine } from './accounts.js'
import { createMemoryAdapters } from './memory.adapter.js'
import { renderFailure, renderSignedOut, renderSignOut, securityHeaders } from './pages.js'
import type { IdentitySettings } from './settings.js'

/** The one client for people: the explorer page and programs of this machine, first-party and without a secret. */
export const webClientId = 'andon-web'
const nativeRedirectUri = 'http://127.0.0.1/callback'
const accessTokenSeconds = 15 * 60
const sessionSeconds = 12 * 60 * 60

/**
 * An OpenID provider for demonstrations: authorisation code with PKCE, JWT access tokens for the graph. Sessions and
 * codes live in memory, so a restart signs everybody out; keys are given, so tokens stay valid.
 */
export function createProvider(settings: IdentitySettings): Provider {
  const provider: Provider = new Provider(settings.OIDC_ISSUER, {
    adapter: createMemoryAdapters(),
    clients: [describeClient(settings), ...demoMachines.map((machine) => describeMachine(machine, settings))],
    jwks: { keys: settings.signingKeys },
    cookies: { keys: settings.COOKIE_KEYS },
    scopes: ['openid', 'offline_access', 'profile'],
    claims: { openid: ['sub', 'roles', 'authority_id'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      IdToken: accessTokenSeconds,
      Interaction: 3600,
      Session: sessionSeconds,
      Grant: sessionSeconds,
      RefreshToken: sessionSeconds,
    },
    features: describeFeatures(settings),
    findAccount: (_context, id) => describeAccount(id),
    extraTokenClaims: (_context, token) =>
      token.kind === 'AccessToken' ? describeClaims(token.accountId) : claimsOfMachine(token.clientId ?? ''),
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    loadExistingGrant: (context) => grantEverything(provider, context, settings.OIDC_AUDIENCE),
    interactions: { policy: withoutConsent(), url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    clientBasedCORS: (_context, origin) =>
      settings.REDIRECT_URIS.some((uri) => new URL(uri).origin === origin),
    renderError: (context, out) => {
      context.set(securityHeaders)
      context.type = 'html'
      context.body = renderFailure(out)
    },
  })
  return provider
}

function describeClient(settings: IdentitySettings): NonNullable<Configuration['clients']>[number] {
  return {
    client_id: webClientId,
    client_name: '安灯',
    // RFC 8252: a native client's loopback address fits with any port.
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: [...settings.REDIRECT_URIS, nativeRedirectUri],
    post_logout_redirect_uris: settings.REDIRECT_URIS.map((uri) => new URL('/', uri).href),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
}

function describeMachine(
  { clientId, name }: DemoMachine,
  { DEMO_PASSWORD }: IdentitySettings,
): NonNullable<Configuration['clients']>[number] {
  return {
    client_id: clientId,
    client_name: name,
    client_secret: DEMO_PASSWORD,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  }
}

function describeFeatures({
  OIDC_AUDIENCE: audience,
}: IdentitySettings): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => respond(context, renderSignOut(form)),
      postLogoutSuccessSource: (context) => respond(context, renderSignedOut()),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_context, indicator) => {
        if (indicator !== audience) throw new errors.InvalidTarget()
        return {
          scope: '',
          audience,
          accessTokenTTL: accessTokenSeconds,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }
      },
    },
  }
}

function respond(context: KoaContextWithOIDC, page: string): void {
  context.set(securityHeaders)
  context.type = 'html'
  context.body = page
}

/** Whoever signs in to a first-party client has consented by doing so, to native programs of this machine too. */
function withoutConsent(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy.get('consent')?.checks.remove('native_client_prompt')
  return policy
}

async function grantEverything(provider: Provider, context: KoaContextWithOIDC, audience: string) {
  const { client, session } = context.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant =
    (known === undefined ? undefined : await provider.Grant.find(known)) ??
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile offline_access')
  grant.addResourceScope(audience, '')
  await grant.save()
  return grant
}

function describeClaims(accountId: string | undefined) {
  const account = findDemoAccount(accountId ?? '')
  return account === undefined ? undefined : claimsOf(account)
}

function describeAccount(id: string) {
  const account = findDemoAccount(id)
  if (account === undefined) return undefined
  return { accountId: id, claims: () => ({ sub: id, ...claimsOf(account) }) }
}
