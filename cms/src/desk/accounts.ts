import type { Core } from '@strapi/strapi'
import { createAccountRegionStore, regionEditorRole } from '../region-editors/account-regions'

type DemoAccount = { email: string; firstname: string; lastname: string; role: string; regionCode?: string }

/** Accounts of the embedded default; their domain is reserved and receives no mail. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: 'editor@cms.example.invalid', lastname: '示例', firstname: '编辑', role: 'editor' },
  { email: 'reviewer@cms.example.invalid', lastname: '示例', firstname: '审核', role: 'reviewer' },
  { email: 'publisher@cms.example.invalid', lastname: '示例', firstname: '审核发布', role: 'publisher' },
  {
    email: 'region@cms.example.invalid',
    lastname: '示例',
    firstname: '地区编辑',
    role: regionEditorRole,
    regionCode: '410100',
  },
  { email: 'manager@cms.example.invalid', lastname: '示例', firstname: '管理员', role: 'administrator' },
  {
    email: 'admin@cms.example.invalid',
    lastname: '示例',
    firstname: '超级管理员',
    role: 'strapi-super-admin',
  },
]

/** Strapi makes two tokens, one of full access, for every database without users. They go before the first user comes. */
export async function deleteDefaultApiTokens(strapi: Core.Strapi): Promise<void> {
  if ((await strapi.db.query('admin::user').count()) > 0) return
  const tokens = (await strapi.db
    .query('admin::api-token')
    .findMany({ where: { name: { $in: ['Read Only', 'Full Access'] } } })) as { id: number }[]
  for (const { id } of tokens) await strapi.db.query('admin::api-token').delete({ where: { id } })
}

/** The password follows the setting: whoever reads the launcher's words can sign in. */
export async function setUpDemoAccounts(strapi: Core.Strapi, password: string): Promise<void> {
  const users = strapi.service('admin::user') as unknown as UserService
  const auth = strapi.service('admin::auth') as unknown as {
    validatePassword: (password: string, hash: string) => Promise<boolean>
  }
  for (const { role: code, regionCode, ...person } of demoAccounts) {
    const { id: role } = (await strapi.db.query('admin::role').findOne({ where: { code } })) as { id: number }
    const known = (await strapi.db
      .query('admin::user')
      .findOne({ where: { email: person.email } })) as Known | null
    if (known === null) {
      const account = { ...person, password, roles: [role], isActive: true, preferedLanguage: 'zh-Hans' }
      const { id } = await users.create(account)
      if (regionCode !== undefined) await createAccountRegionStore(strapi).set(id, regionCode)
    } else if (!(await auth.validatePassword(password, known.password)))
      await users.updateById(known.id, { password })
  }
}

type Known = { id: number; password: string }
type UserService = {
  create: (user: Record<string, unknown>) => Promise<{ id: number }>
  updateById: (id: number, change: { password: string }) => Promise<unknown>
}
