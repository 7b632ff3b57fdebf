import type { Core } from '@strapi/strapi'
import { contentTypes } from '../publication/governed-types'
import { registerOwnRegion } from '../region-editors/own-region.condition'

/** What can be allowed at this desk beyond Strapi's own; an administrator meets the names in the roles' settings. */
export const readAudit = 'admin::desk.audit.read'
export const assignRegions = 'admin::desk.regions.update'
export const makePosters = 'admin::desk.posters.make'

export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    actionProvider: { registerMany: (actions: object[]) => Promise<unknown> }
  }
  const setting = { section: 'settings', category: '宣传发布台', pluginName: 'admin' }
  await actionProvider.registerMany([
    {
      section: 'contentTypes',
      displayName: '审核',
      uid: 'explorer.review',
      pluginName: 'content-manager',
      subjects: contentTypes,
    },
    { ...setting, subCategory: '操作记录', displayName: '查看', uid: 'desk.audit.read' },
    { ...setting, subCategory: '地区编辑', displayName: '设定账号的地区', uid: 'desk.regions.update' },
    { ...setting, subCategory: '海报与二维码', displayName: '生成和下载', uid: 'desk.posters.make' },
  ])
  await registerOwnRegion(strapi)
  // Strapi gave the super admin what was registered by then.
  const roles = strapi.service('admin::role') as unknown as {
    resetSuperAdminPermissions: () => Promise<void>
  }
  await roles.resetSuperAdminPermissions()
}
