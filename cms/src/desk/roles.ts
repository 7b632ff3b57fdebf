import type { Core } from '@strapi/strapi'
import { contentTypes } from '../publication/governed-types'

const explorer = (action: string): string => `plugin::content-manager.explorer.${action}`

/** Writing and publishing never meet in one role; who holds both roles is still bound by the rule of two people. */
const roles = [
  {
    code: 'editor',
    name: '编辑',
    description: '起草和修改各类内容，不能发布。',
    actions: ['create', 'read', 'update'].map(explorer),
    // Files are added and chosen, never changed: a change would reach the public without a second person.
    general: ['plugin::upload.read', 'plugin::upload.assets.create'],
  },
  {
    code: 'publisher',
    name: '审核发布',
    description: '审核并发布、撤回他人起草的内容，不能起草和修改。',
    actions: ['read', 'publish'].map(explorer),
    general: ['plugin::upload.read'],
  },
]

/** Roles Strapi gives a fresh database: they may write and publish everything. */
const strapiRoles = ['strapi-editor', 'strapi-author']

type RoleRow = { id: number }

/** Brings the desk's roles to what stands above, at every start. */
export async function setUpRoles(strapi: Core.Strapi): Promise<void> {
  const service = strapi.service('admin::role') as unknown as RoleService
  for (const { code, name, description, actions, general } of roles) {
    const role = (await service.findOne({ code })) ?? (await service.create({ code, name, description }))
    await service.assignPermissions(role.id, [
      ...permissionsFor(strapi, actions),
      ...general.map((action) => ({ action, subject: null, properties: {}, conditions: [] })),
    ])
  }
  for (const code of strapiRoles) {
    const role = await service.findOne({ code })
    if (role !== null && (await service.getUsersCount(role.id)) === 0) await service.deleteByIds([role.id])
  }
}

function permissionsFor(strapi: Core.Strapi, actionIds: string[]): unknown[] {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    actionProvider: { values: () => { actionId: string; subjects?: string[] }[] }
  }
  const ours = actionProvider
    .values()
    .filter(({ actionId }) => actionIds.includes(actionId))
    .map((action) => ({ ...action, subjects: contentTypes }))
  const { getPermissionsWithNestedFields } = strapi.service('admin::content-type') as unknown as {
    getPermissionsWithNestedFields: (actions: unknown[]) => unknown[]
  }
  return getPermissionsWithNestedFields(ours)
}

type RoleService = {
  findOne: (where: { code: string }) => Promise<RoleRow | null>
  create: (role: { code: string; name: string; description: string }) => Promise<RoleRow>
  assignPermissions: (id: number, permissions: unknown[]) => Promise<unknown>
  getUsersCount: (id: number) => Promise<number>
  deleteByIds: (ids: number[]) => Promise<unknown>
}
