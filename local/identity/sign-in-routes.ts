import type { FastifyInstance } from 'fastify'
import type Provider from 'oidc-provider'
import { checkCredentials } from './accounts.js'
import { renderFailure, renderSignIn, securityHeaders } from './pages.js'

/** The form a person signs in with. The provider's signed cookie says which sign-in it belongs to. */
export function serveSignIn(
  app: FastifyInstance,
  { provider, demoPassword }: { provider: Provider; demoPassword: string },
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, new URLSearchParams(body as string))
    },
  )

  app.get<{ Params: { uid: string } }>('/sign-in/:uid', async (request, reply) => {
    void reply.headers(securityHeaders).type('text/html; charset=utf-8')
    try {
      const { uid, prompt } = await provider.interactionDetails(request.raw, reply.raw)
      if (prompt.name === 'login') return renderSignIn({ uid, wrong: false })
    } catch {
      return reply.code(400).send(renderFailure(expired))
    }
    // A client asked for consent by name: for a first-party client there is nothing to decide.
    reply.hijack()
    return provider.interactionFinished(
      request.raw,
      reply.raw,
      { consent: {} },
      { mergeWithLastSubmission: true },
    )
  })

  app.post<{ Params: { uid: string }; Body: URLSearchParams }>('/sign-in/:uid', async (request, reply) => {
    const given = {
      username: request.body.get('username')?.trim() ?? '',
      password: request.body.get('password') ?? '',
    }
    const account = checkCredentials(given, demoPassword)
    const headers = () => reply.headers(securityHeaders).type('text/html; charset=utf-8')
    try {
      const { uid } = await provider.interactionDetails(request.raw, reply.raw)
      if (account === undefined)
        return await headers()
          .code(401)
          .send(renderSignIn({ uid, wrong: true, username: given.username }))
    } catch {
      return headers().code(400).send(renderFailure(expired))
    }
    reply.hijack()
    return provider.interactionFinished(
      request.raw,
      reply.raw,
      { login: { accountId: account.username } },
      { mergeWithLastSubmission: false },
    )
  })
}

const expired = { error: '登录页面已过期', error_description: '请重新发起登录。' }
