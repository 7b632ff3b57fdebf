import type { Readable } from 'node:stream'
import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'

export type Ability = {
  can: (action: string, subject?: unknown, field?: string) => boolean
  rulesFor: (action: string, subject: string) => { conditions?: unknown }[]
}
/** What of Koa's context a route of the desk needs; the account is signed in when a handler runs. */
export type DeskContext = {
  params: Record<string, string | undefined>
  query: Record<string, unknown>
  request: { body?: unknown }
  state: { user: { id: number; roles?: { code: string }[] }; userAbility: Ability }
  cookies: {
    get: (name: string) => string | undefined
    set: (name: string, value: string, options: object) => void
  }
  status: number
  body: unknown
  set: (headers: Record<string, string>) => void
}
type Handler = (context: DeskContext) => Promise<unknown>

/** A file a handler gives in place of data, for whoever is signed in and nobody else. */
export class DeskFile {
  constructor(
    readonly content: Buffer | Readable,
    readonly mime: string,
    readonly name: string,
    readonly bytes = Buffer.isBuffer(content) ? content.length : undefined,
  ) {}

  get headers(): Record<string, string> {
    return {
      'content-type': this.mime,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(this.name)}`,
      'x-content-type-options': 'nosniff',
      ...(this.bytes === undefined ? {} : { 'content-length': String(this.bytes) }),
    }
  }
}

/** Routes behind the admin's own sign-in; what a handler gives is the answer's `data`. */
export function serveDeskRoutes(
  strapi: Core.Strapi,
  routes: readonly (readonly [method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, handler: Handler])[],
): void {
  strapi.server.routes({
    type: 'admin',
    prefix: '/desk',
    routes: routes.map(([method, path, handler]) => ({
      method,
      path,
      handler: (async (context: DeskContext) => {
        context.set({ 'cache-control': 'no-store' })
        const given = await handler(context)
        if (given instanceof DeskFile) {
          context.set(given.headers)
          context.body = given.content
        } else context.body = { data: given ?? null }
      }) as never,
      config: { policies: ['admin::isAuthenticatedAdmin'] },
    })) as never,
  })
}

export const bodyOf = ({ request: { body } }: DeskContext): Record<string, unknown> =>
  body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown>) : {}

export function forbid(): never {
  throw new errors.ForbiddenError('您没有进行这项操作的权限。')
}
