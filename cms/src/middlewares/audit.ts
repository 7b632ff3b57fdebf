import type { Core } from '@strapi/strapi'
import { addAuditRow } from '../audit/audit'
import { accountByAddress, rightsNow, subjectOf } from '../audit/subjects'
import { fieldsSet, watchedAction } from '../audit/watched-requests'
import type { Transaction } from '../publication/document-action'

type Context = {
  method: string
  path: string
  status: number
  state: { user?: { id?: number } }
  request: { body?: unknown }
}
type Next = () => Promise<void>

/** Writes down who signed in or failed to, and every change of accounts, roles, permissions and regions. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (context: Context, next: Next): Promise<void> => {
    const action = watchedAction(context.method, context.path)
    if (action === undefined) return next()
    if (action === 'sign-in') return watchSignIn(strapi, context, next)
    return watchChange(strapi, context, next, action)
  }

/** Strapi refuses further attempts by itself after some; those are not written down, or anyone could fill the table. */
async function watchSignIn(strapi: Core.Strapi, context: Context, next: Next): Promise<void> {
  const connection = strapi.db.connection as unknown as Transaction
  const write = async (action: string): Promise<void> => {
    const body = context.request.body as { email?: unknown } | undefined
    const { text, accountId } = await accountByAddress(connection, body?.email)
    await addAuditRow(connection, { action, actorId: accountId, subject: text })
  }
  try {
    await next()
  } catch (error) {
    if (statusOf(error) === 400 || statusOf(error) === 401) await write('sign-in-failed')
    throw error
  }
  if (context.status < 300) await write('sign-in')
  else if (context.status < 429) await write('sign-in-failed')
}

/** Change and row stand in one transaction: a change that cannot be written down does not happen. */
async function watchChange(strapi: Core.Strapi, context: Context, next: Next, action: string): Promise<void> {
  await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
    const { path } = context
    const before = await rightsNow(trx)
    const subject = await subjectOf(trx, path, context.request.body)
    await next()
    if (context.status >= 400) return
    const after = await rightsNow(trx)
    const body = context.request.body as { email?: unknown } | undefined
    await addAuditRow(trx, {
      action,
      actorId: context.state.user?.id ?? null,
      subject: subject ?? (await accountByAddress(trx, body?.email)).text,
      detail: {
        fields: fieldsSet(body),
        added: [...after].filter((right) => !before.has(right)),
        removed: [...before].filter((right) => !after.has(right)),
      },
    })
  })
}

function statusOf(error: unknown): number | undefined {
  if (error === null || typeof error !== 'object') return undefined
  if ('status' in error) return Number(error.status)
  return 'name' in error && error.name === 'ApplicationError' ? 400 : undefined
}
