import type { Core } from '@strapi/strapi'
import { forbid, type Ability } from '../desk-routes/admin-route'
import { mayDo, mayDoAtAll, readFilterOf } from '../desk-routes/document-access'
import { refuse, selectRows, type Rule } from '../publication/document-action'
import { contentTypes, tableOf } from '../publication/governed-types'

const reading = ['findMany', 'findFirst', 'findOne', 'count']
const governed = new Set<string>(contentTypes)

function abilityOf(strapi: Core.Strapi): Ability | undefined {
  const state = strapi.requestContext.get()?.state as { userAbility?: Ability } | undefined
  return state?.userAbility
}

/**
 * Conditions narrow what Strapi's own lists show, but some of its routes read without asking them (bulk validation,
 * cloning). Whatever an account reads through the document service is narrowed here once more.
 */
export function narrowReading(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    const ability = abilityOf(strapi)
    if (ability === undefined || !governed.has(context.uid) || !reading.includes(context.action))
      return next()
    const filter = readFilterOf(strapi, ability, context.uid)
    if (filter === undefined) return next()
    const params = context.params as { filters?: unknown }
    params.filters = params.filters === undefined ? filter : { $and: [params.filters, filter] }
    if (context.action !== 'findOne') return next()
    const find = next as unknown as () => Promise<unknown>
    return refuseHidden(strapi, context, find) as unknown as ReturnType<typeof next>
  })
}

/** "Not there" would not do: Strapi takes it for a translation that is still to be made, and goes on to write. */
async function refuseHidden(
  strapi: Core.Strapi,
  { uid, params }: { uid: string; params: object },
  find: () => Promise<unknown>,
): Promise<unknown> {
  const found = await find()
  if (found !== null || !('documentId' in params)) return found
  if ((await strapi.db.query(uid).count({ where: { documentId: params.documentId } })) > 0) forbid()
  return found
}

/**
 * Strapi asks a condition of what is there before an edit, never of what comes out of it: without this, content
 * could be written into, or moved to, a region the account does not work for, or to the whole country.
 */
export const reachRule: Rule = async ({ strapi, action, trx, next }) => {
  const result = await next()
  const ability = abilityOf(strapi)
  const needed = action.name === 'create' || action.name === 'clone' ? 'create' : 'update'
  if (ability === undefined || !['create', 'clone', 'update', 'discardDraft'].includes(action.name))
    return result
  // Code of ours may write what the account itself could never write.
  if (!mayDoAtAll(ability, needed, action.uid)) return result
  const made = (result as { documentId?: string } | null)?.documentId
  const documentId = needed === 'create' ? made : action.params.documentId
  const [row] = await selectRows<Record<string, unknown>>(
    trx,
    `SELECT * FROM ${tableOf(action.uid)} WHERE document_id = ? AND published_at IS NULL`,
    [documentId ?? null],
  )
  if (row === undefined) return result
  if (!mayDo(strapi, ability, needed, { uid: action.uid, row: { ...row, regionCode: row['region_code'] } }))
    refuse('这项内容不在您负责的地区之内：请填写本地区或所辖地区的行政区划代码。')
  return result
}
