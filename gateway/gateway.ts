import type { FastifyInstance } from 'fastify'
import { openHttpServer, type HttpServer } from '../platform/http.js'
import type { Lifecycle } from '../platform/lifecycle.js'
import type { Log } from '../platform/log.js'
import { createAuthenticate, type Authenticate } from './auth/authenticate.js'
import type { OidcSettings } from './auth/staff-token.js'
import { createViewerTokens, type ViewerTokens } from './auth/viewer-tokens.js'
import { createOriginRule, guardOrigins } from './cross-origin.js'
import { serveEvidence } from './evidence/serve-evidence.js'
import { serveExports } from './exports/serve-exports.js'
import { serveFeeds } from './feeds/serve-feeds.js'
import { servePublicFiles } from './files/serve-files.js'
import { openApolloServer } from './execution/apollo.js'
import { openSubgraphs } from './execution/ask-subgraph.js'
import { openExecution } from './execution/execution.js'
import { serveGraphQL } from './execution/serve-graphql.js'
import { openAddressLimits, type AddressLimits } from './limits/address-limits.js'
import { serveExplorer } from './explorer/serve-explorer.js'
import type { Settings } from './settings.js'
import { serveSubscriptions, type Subscriptions } from './subscriptions/serve-subscriptions.js'
import { openSupergraphFile } from './supergraph/supergraph-file.js'

export type Gateway = HttpServer & { subscriptions: Subscriptions }

/** Authenticate → limits → plan → execute → mask, over HTTP and WebSocket on one port. */
export async function openGateway(options: {
  settings: Settings
  lifecycle: Lifecycle
  log: Log
}): Promise<Gateway> {
  const { settings, lifecycle, log } = options
  const supergraph = openSupergraphFile({ path: settings.SUPERGRAPH, lifecycle, log })
  const tokens = createViewerTokens(settings.GATEWAY_SIGNING_KEY)
  const authenticate = createAuthenticate({
    oidc: readOidc(settings),
    reportPublicKey: settings.REPORT_PUBLIC_KEY,
    log,
  })
  const subgraphs = openSubgraphs({
    urls: settings.subgraphUrls,
    routingUrl: (subgraph) => supergraph.graph.subgraphs.get(subgraph),
    tokens,
    timeoutMs: settings.SUBGRAPH_TIMEOUT_MS,
    connections: settings.SUBGRAPH_CONNECTIONS,
    lifecycle,
    log,
  })
  const execution = openExecution({ supergraph, subgraphs, settings })
  // Opened before the HTTP server, hence closed after it: requests under way need it to their end.
  const apollo = await openApolloServer({
    graph: supergraph.graph,
    onGraph: supergraph.onChange,
    run: execution.runParsed,
    introspection: settings.introspection,
    maxTokens: settings.MAX_TOKENS,
    lifecycle,
    log,
  })
  const http = openHttpServer({
    lifecycle,
    host: settings.HOST,
    port: settings.PORT,
    bodyLimitBytes: settings.BODY_LIMIT_BYTES,
  })
  const { app } = http
  const allowsOrigin = createOriginRule(settings.ALLOWED_ORIGINS, settings.production)
  guardOrigins(app, allowsOrigin)
  serveHealth(app, lifecycle)
  const explorerPath = settings.production ? undefined : serveExplorer(app, settings)
  const senderOf = limitByAddress(settings, log)
  serveGraphQL({ ...execution, app, authenticate, apollo, explorerPath, senderOf, log })
  serveFiles(app, settings, { authenticate, tokens, senderOf, lifecycle, log })
  const subscriptions = serveSubscriptions({
    httpServer: app.server,
    authenticate,
    execution,
    subgraphs,
    tokens,
    allowsOrigin,
    senderOf,
    settings,
    lifecycle,
    log,
  })
  return { ...http, subscriptions }
}

function limitByAddress(
  { TRUSTED_PROXIES: trustedProxies, ADDRESS_LIMIT_FACTOR: factor }: Settings,
  log: Log,
): AddressLimits {
  return openAddressLimits({ trustedProxies, factor, log })
}

/** What goes through beside the graph. */
function serveFiles(
  app: FastifyInstance,
  settings: Settings,
  {
    authenticate,
    tokens,
    ...means
  }: {
    authenticate: Authenticate
    tokens: ViewerTokens
    senderOf: AddressLimits
    lifecycle: Lifecycle
    log: Log
  },
): void {
  const { SUBGRAPH_REPORT_URL: reportUrl, EVIDENCE_BODY_LIMIT_BYTES: bodyLimitBytes } = settings
  serveEvidence(app, { reportUrl, bodyLimitBytes, ...means })
  servePublicFiles(app, { contentUrl: settings.SUBGRAPH_CONTENT_URL, ...means })
  serveExports(app, {
    caseUrl: settings.SUBGRAPH_CASE_URL,
    statisticsUrl: settings.SUBGRAPH_STATISTICS_URL,
    ...means,
  })
  serveFeeds(app, { statisticsUrl: settings.SUBGRAPH_STATISTICS_URL, authenticate, tokens, ...means })
}

function readOidc(settings: Settings): OidcSettings {
  return {
    issuer: settings.OIDC_ISSUER,
    audience: settings.OIDC_AUDIENCE,
    jwksUrl: settings.OIDC_JWKS_URL,
    rolesClaim: settings.OIDC_ROLES_CLAIM,
    authorityClaim: settings.OIDC_AUTHORITY_CLAIM,
  }
}

/** The short name under which load balancers and people look. */
function serveHealth(app: FastifyInstance, lifecycle: Lifecycle): void {
  app.get('/health', async (_request, reply) => {
    const waitingFor = await lifecycle.notReady()
    const ready = waitingFor.length === 0
    return reply.code(ready ? 200 : 503).send({ ready, waitingFor })
  })
}
