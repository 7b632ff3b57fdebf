import { AsyncLocalStorage } from 'node:async_hooks'
import type { Core } from '@strapi/strapi'

const onBehalf = new AsyncLocalStorage<number>()

/** Runs what an account ordered for later, as that account: every rule looks at it as if it stood there itself. */
export function asAccount<Result>(id: number, run: () => Promise<Result>): Promise<Result> {
  return onBehalf.run(id, run)
}

/** The number of the account behind the call, when there is one. */
export function actingAccount(strapi: Core.Strapi): number | undefined {
  const ordered = onBehalf.getStore()
  if (ordered !== undefined) return ordered
  const state = strapi.requestContext.get()?.state as { user?: { id?: unknown } } | undefined
  const id = Number(state?.user?.id)
  return Number.isInteger(id) ? id : undefined
}
