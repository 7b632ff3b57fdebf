import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getStaticFile } from 'ruru/static'
import { staffRoles } from '../../platform/viewer/roles.js'
import type { Settings } from '../settings.js'

const path = '/explorer'
const ruruPath = `${path}/ruru/`
const pageFiles: Readonly<Record<string, string>> = {
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'sign-in.js': 'text/javascript; charset=utf-8',
  'loop-operations.js': 'text/javascript; charset=utf-8',
  'statistics-operations.js': 'text/javascript; charset=utf-8',
  'operations.js': 'text/javascript; charset=utf-8',
}

/**
 * A GraphQL explorer that needs nothing from the internet: Ruru's bundle and graphql-ws from their packages, and a
 * page of our own around them with the staff sign-in. For development; production does not open it.
 *
 * @returns its path
 */
export function serveExplorer(app: FastifyInstance, settings: Settings): string {
  const page = readPage(settings)
  const sendPage = (request: FastifyRequest, reply: FastifyReply) =>
    reply
      .header('content-security-policy', contentPolicy(settings, request.headers.host))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page)
  app.get(path, sendPage)
  // The identity provider sends the browser back here; the page itself finishes the sign-in.
  app.get(`${path}/callback`, sendPage)
  for (const [name, type] of Object.entries(pageFiles)) {
    const content = readFileSync(join(pageFolder(), name))
    app.get(`${path}/${name}`, (_request, reply) => reply.type(type).send(content))
  }
  app.get(`${ruruPath}*`, sendRuruFile)
  serveGraphqlWsClient(app)
  return path
}

async function sendRuruFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const file = await getStaticFile({
    staticPath: ruruPath,
    urlPath: request.url,
    acceptEncoding: request.headers['accept-encoding'],
    disallowDevAssets: true,
  })
  if (file === null) return reply.code(404).send()
  if (request.headers['if-none-match'] === file.headers['etag']) return reply.code(304).send()
  return reply.headers({ ...file.headers, 'cache-control': 'no-cache' }).send(file.content)
}

/** The client is an ES module that imports one neighbour, whose name changes with every version. */
function serveGraphqlWsClient(app: FastifyInstance): void {
  const folder = dirname(createRequire(import.meta.url).resolve('graphql-ws/client'))
  const client = readFileSync(join(folder, 'client.js'), 'utf8')
  const neighbours = [...client.matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, name = '']) => name)
  for (const name of new Set(['client.js', ...neighbours])) {
    const content = readFileSync(join(folder, name))
    app.get(`${path}/graphql-ws/${name}`, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(content),
    )
  }
}

function readPage(settings: Settings): string {
  const config = {
    issuer: settings.OIDC_ISSUER,
    clientId: settings.OIDC_CLIENT_ID,
    audience: settings.OIDC_AUDIENCE,
    rolesClaim: settings.OIDC_ROLES_CLAIM,
    roleNames: Object.fromEntries(Object.entries(staffRoles).map(([role, { zh }]) => [role, zh])),
  }
  const text = JSON.stringify(config).replaceAll('<', '\\u003c')
  return readFileSync(join(pageFolder(), 'page.html'), 'utf8').replace('{{config}}', () => text)
}

/** Monaco writes styles and starts workers; all else comes from here or goes to the identity provider. */
function contentPolicy(settings: Settings, host: string | undefined): string {
  const here = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : ''
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${here} ${new URL(settings.OIDC_ISSUER).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Beside this module in a checkout; a build leaves what is not TypeScript where it is. */
function pageFolder(): string {
  const candidates = ['./page/', '../../../gateway/explorer/page/']
  const folders = candidates.map((candidate) => fileURLToPath(new URL(candidate, import.meta.url)))
  const found = folders.find((folder) => existsSync(join(folder, 'page.html')))
  if (found === undefined) throw new Error('gateway/explorer/page is missing')
  return found
}
