import { errors } from '@strapi/utils'
import type { Core, UID } from '@strapi/strapi'
import { contentTypes } from '../publication/governed-types'
import { forbid, type Ability } from './admin-route'

const actionIds = {
  read: 'plugin::content-manager.explorer.read',
  create: 'plugin::content-manager.explorer.create',
  update: 'plugin::content-manager.explorer.update',
  publish: 'plugin::content-manager.explorer.publish',
  review: 'plugin::content-manager.explorer.review',
} as const

export type DeskAction = keyof typeof actionIds
export type DocumentRow = Record<string, unknown> & {
  documentId: string
  updatedAt: string
  publishedAt: string | null
  updatedBy?: { id: number } | null
}
type Filters = Record<string, unknown>

function managerOf(strapi: Core.Strapi, ability: Ability, uid: string) {
  const service = strapi.service('admin::permission') as unknown as {
    createPermissionsManager: (of: { ability: Ability; model: string }) => {
      toSubject: (row: object) => unknown
      getQuery: (action: string) => Filters | undefined
    }
  }
  return service.createPermissionsManager({ ability, model: uid })
}

/** Whether the account may do it to this row; conditions, such as the own region, are asked of the row itself. */
export function mayDo(
  strapi: Core.Strapi,
  ability: Ability,
  action: DeskAction,
  of: { uid: string; row: object },
): boolean {
  // A copy: the library marks what it looks at.
  return ability.can(actionIds[action], managerOf(strapi, ability, of.uid).toSubject({ ...of.row }))
}

export const mayDoAtAll = (ability: Ability, action: DeskAction, uid: string): boolean =>
  ability.can(actionIds[action], uid)

/** What the account may read of a type, as a filter; undefined when nothing narrows it. */
export function readFilterOf(strapi: Core.Strapi, ability: Ability, uid: string): Filters | undefined {
  const narrowed = ability.rulesFor(actionIds.read, uid).some(({ conditions }) => conditions !== undefined)
  return narrowed ? managerOf(strapi, ability, uid).getQuery(actionIds.read) : undefined
}

/**
 * The draft a route is about, when the account may do this to it. What is hidden and what is not there are told
 * apart only to those who may read the type.
 */
export async function draftFor(
  strapi: Core.Strapi,
  ability: Ability,
  action: DeskAction,
  of: { uid: string | undefined; documentId: string | undefined },
): Promise<{ uid: UID.ContentType; documentId: string; draft: DocumentRow }> {
  const uid = contentTypes.find((known) => known === of.uid)
  if (uid === undefined) throw new errors.NotFoundError('没有这种内容。')
  if (!mayDoAtAll(ability, action, uid)) forbid()
  const documentId = String(of.documentId)
  const draft = (await strapi.db.query(uid).findOne({
    where: { documentId, publishedAt: { $null: true } },
    populate: { updatedBy: { select: ['id'] } },
  })) as DocumentRow | null
  if (draft === null) throw new errors.NotFoundError('没有这篇内容，或者它已被删除。')
  if (!mayDo(strapi, ability, action, { uid, row: draft })) forbid()
  return { uid, documentId, draft }
}
