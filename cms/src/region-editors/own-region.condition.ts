import type { Core } from '@strapi/strapi'
import { createAccountRegionStore, subtreeRange } from './account-regions'

export const ownRegion = 'api::own-region'

/** The condition of 地区编辑: content of the account's region and below it. An account without a region sees nothing. */
export async function registerOwnRegion(strapi: Core.Strapi): Promise<void> {
  const { conditionProvider } = strapi.service('admin::permission') as unknown as {
    conditionProvider: { register: (condition: Condition) => Promise<unknown> }
  }
  const { regionOf } = createAccountRegionStore(strapi)
  await conditionProvider.register({
    displayName: '仅限本地区及所辖地区',
    name: 'own-region',
    category: '地区',
    handler: async ({ id }) => {
      const code = await regionOf(id)
      return code === undefined ? false : { regionCode: subtreeRange(code) }
    },
  })
}

type Condition = {
  displayName: string
  name: string
  category: string
  handler: (user: { id: number }) => Promise<false | Record<string, unknown>>
}
