import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import { assignRegions } from '../desk/permissions'
import { bodyOf, forbid, type DeskContext } from '../desk-routes/admin-route'
import { createAccountRegionStore, readEditorsRegion, type AccountWithRegion } from './account-regions'

/** The administrator's page “地区编辑”: which account writes for which region. */
export function createAccountRegionRoutes(strapi: Core.Strapi) {
  const store = createAccountRegionStore(strapi)
  const guard = ({ state }: DeskContext): void => {
    if (!state.userAbility.can(assignRegions)) forbid()
  }
  return {
    list: async (context: DeskContext): Promise<AccountWithRegion[]> => {
      guard(context)
      return store.list()
    },
    assign: async (context: DeskContext): Promise<AccountWithRegion> => {
      guard(context)
      const regionCode = readEditorsRegion(bodyOf(context)['regionCode'])
      const id = Number(context.params['accountId'])
      const account = (await store.list()).find((known) => known.id === id)
      if (account === undefined) throw new errors.NotFoundError('没有这个地区编辑账号。')
      await store.set(id, regionCode)
      return { ...account, regionCode }
    },
  }
}
