import type { Core } from '@strapi/strapi'
import { contentTypes } from '../publication/governed-types'
import { regionEditorRole } from '../region-editors/account-regions'
import { ownRegion } from '../region-editors/own-region.condition'
import { assignRegions, makePosters, readAudit } from './permissions'

type Role = {
  code: string
  name: string
  description: string
  /** What may be done to content, by the names of `plugin::content-manager.explorer`. */
  content: string[]
  general: string[]
  /** Binds everything the role may do to the account's region. */
  ofOwnRegion?: true
}

/** Writing and publishing never meet in one role; who holds both roles is still bound by the rule of two people. */
const roles: readonly Role[] = [
  {
    code: 'editor',
    name: '编辑',
    description: '起草和修改各类内容，不能审核、不能发布。',
    content: ['create', 'read', 'update'],
    // Files are added and chosen, never changed: a change would reach the public without a second person.
    general: ['plugin::upload.read', 'plugin::upload.assets.create', makePosters],
  },
  {
    code: regionEditorRole,
    name: '地区编辑',
    description: '只起草和修改本地区及所辖地区的内容；地区由管理员在“地区编辑”中设定，未设定的什么也看不到。',
    content: ['create', 'read', 'update'],
    general: ['plugin::upload.read', 'plugin::upload.assets.create', makePosters],
    ofOwnRegion: true,
  },
  {
    code: 'reviewer',
    name: '审核',
    description: '审阅草稿，同意或者退回修改，不能修改、不能发布。',
    content: ['read', 'review'],
    general: ['plugin::upload.read'],
  },
  {
    code: 'publisher',
    name: '审核发布',
    description: '审核、发布、定时发布和撤回他人起草的内容，不能起草和修改。',
    content: ['read', 'review', 'publish'],
    general: ['plugin::upload.read', makePosters],
  },
  {
    code: 'administrator',
    name: '管理员',
    description: '管理账号、角色分配和地区编辑的地区，查看操作记录；不能起草、审核和发布。',
    content: ['read'],
    general: [
      ...['create', 'read', 'update', 'delete'].map((action) => `admin::users.${action}`),
      'admin::roles.read',
      'plugin::upload.read',
      readAudit,
      assignRegions,
    ],
  },
]

/** Roles Strapi gives a fresh database: they may write and publish everything. */
const strapiRoles = ['strapi-editor', 'strapi-author']

type RoleRow = { id: number }
type Permission = { action: string; subject: string | null; properties: object; conditions: string[] }

/** Brings the desk's roles to what stands above, at every start. */
export async function setUpRoles(strapi: Core.Strapi): Promise<void> {
  const service = strapi.service('admin::role') as unknown as RoleService
  for (const role of roles) {
    const { code, name, description } = role
    const row = (await service.findOne({ code })) ?? (await service.create({ code, name, description }))
    await strapi.db.query('admin::role').update({ where: { id: row.id }, data: { name, description } })
    await service.assignPermissions(row.id, permissionsOf(strapi, role))
  }
  for (const code of strapiRoles) {
    const role = await service.findOne({ code })
    if (role !== null && (await service.getUsersCount(role.id)) === 0) await service.deleteByIds([role.id])
  }
  await strapi.db.query('admin::role').update({
    where: { code: 'strapi-super-admin' },
    data: { name: '超级管理员', description: '可以使用全部功能；自己最后编辑的内容同样不能自己发布。' },
  })
}

function permissionsOf(strapi: Core.Strapi, { content, general, ofOwnRegion }: Role): Permission[] {
  const onContent = contentPermissions(
    strapi,
    content.map((action) => `plugin::content-manager.explorer.${action}`),
    ofOwnRegion
      ? contentTypes.filter((uid) => 'regionCode' in strapi.contentType(uid).attributes)
      : contentTypes,
  )
  return [
    ...onContent.map((permission) => ({ ...permission, conditions: ofOwnRegion ? [ownRegion] : [] })),
    ...general.map((action) => ({
      action,
      subject: null,
      properties: {},
      // Others' uploads may belong to drafts of other regions.
      conditions: ofOwnRegion && action === 'plugin::upload.read' ? ['admin::is-creator'] : [],
    })),
  ]
}

function contentPermissions(strapi: Core.Strapi, actionIds: string[], subjects: string[]): Permission[] {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    actionProvider: { values: () => { actionId: string; subjects?: string[] }[] }
  }
  const ours = actionProvider
    .values()
    .filter(({ actionId }) => actionIds.includes(actionId))
    .map((action) => ({ ...action, subjects }))
  const { getPermissionsWithNestedFields } = strapi.service('admin::content-type') as unknown as {
    getPermissionsWithNestedFields: (actions: unknown[]) => Permission[]
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
