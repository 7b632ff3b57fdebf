import { openHttpServer, type HttpServer } from '../../platform/http.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import { createProvider } from './provider.js'
import type { IdentitySettings } from './settings.js'
import { serveSignIn } from './sign-in-routes.js'

/** The demo identity provider over HTTP: our sign-in form, and the provider's own endpoints for everything else. */
export function openIdentityServer(settings: IdentitySettings, lifecycle: Lifecycle): HttpServer {
  const provider = createProvider(settings)
  const server = openHttpServer({
    lifecycle,
    host: settings.HOST,
    port: settings.PORT,
    bodyLimitBytes: 65_536,
  })
  void server.app.register((app, _options, done) => {
    serveSignIn(app, { provider, demoPassword: settings.DEMO_PASSWORD })
    done()
  })
  const answer = provider.callback()
  void server.app.register((app, _options, done) => {
    // The provider reads bodies itself.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null)
    })
    app.all('/*', (request, reply) => {
      reply.hijack()
      void answer(request.raw, reply.raw)
    })
    done()
  })
  return server
}
