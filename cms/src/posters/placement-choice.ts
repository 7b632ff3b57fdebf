import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import { forbid, type DeskContext } from '../desk-routes/admin-route'
import { mayDoAtAll, readFilterOf } from '../desk-routes/document-access'
import { placementType } from '../publication/governed-types'
import { subtreeRange } from '../region-editors/account-regions'
import { mostPlacements } from './batches/batch-store'
import type { Placement } from './poster-rows'

const pageSize = 50
const select = ['documentId', 'code', 'unit', 'regionCode', 'placeType', 'latitude', 'longitude']
const orderBy = [{ regionCode: 'asc' }, { unit: 'asc' }, { code: 'asc' }]

type Where = Record<string, unknown>

/** Published placements as the account may read them: a region editor those of the own region. */
export function createPlacementChoice(strapi: Core.Strapi) {
  // Models are there when the first request comes, not when routes are laid.
  const query = () => strapi.db.query(placementType)
  const whereFor = ({ state: { userAbility } }: DeskContext, ...conditions: Where[]): Where => {
    if (!mayDoAtAll(userAbility, 'read', placementType)) forbid()
    const own = readFilterOf(strapi, userAbility, placementType)
    const published = { publishedAt: { $notNull: true }, code: { $notNull: true } }
    return { $and: [published, ...(own === undefined ? [] : [own]), ...conditions] }
  }
  const find = async (where: Where, more: { limit: number; offset?: number }): Promise<Placement[]> =>
    (await query().findMany({ where, select, orderBy, ...more } as never)) as unknown as Placement[]
  return {
    page: async (context: DeskContext) => {
      const { regionCode, text, page } = context.query
      const where = whereFor(context, ...inRegion(regionCode), ...withWords(text))
      const offset = (Math.max(1, Number(page) || 1) - 1) * pageSize
      const [placements, total] = await Promise.all([
        find(where, { limit: pageSize, offset }),
        query().count({ where } as never),
      ])
      return { placements, total, pageSize }
    },
    named: (context: DeskContext, ids: readonly string[]) =>
      find(whereFor(context, { documentId: { $in: ids } }), { limit: ids.length }),
    byCode: (context: DeskContext, code: string) => find(whereFor(context, { code }), { limit: 1 }),
    /** @throws ApplicationError where none, too many, or one that may not be read is chosen */
    forBatch: async (context: DeskContext, body: Record<string, unknown>): Promise<Placement[]> => {
      const ids = readIds(body['placementIds'])
      const chosen: Where[] =
        ids === undefined ? inRegion(body['regionCode']) : [{ documentId: { $in: ids } }]
      const found = await find(whereFor(context, ...chosen), { limit: mostPlacements + 1 })
      if (found.length === 0)
        throw new errors.ApplicationError('没有可以印制的点位：请先登记并发布点位，或者换一个地区。')
      if (found.length > mostPlacements)
        throw new errors.ApplicationError(`一批最多 ${String(mostPlacements)} 个点位，请按下级地区分批生成。`)
      if (ids !== undefined && found.length < new Set(ids).size)
        throw new errors.ApplicationError('有的点位已经撤下，或者不在您负责的地区，请刷新后重新选择。')
      return found
    },
  }
}

function inRegion(code: unknown): Where[] {
  if (code === undefined || code === null || code === '') return []
  if (typeof code === 'string' && /^\d{6}$/.test(code)) return [{ regionCode: subtreeRange(code) }]
  throw new errors.ApplicationError('行政区划代码应为六位数字，如 410100。')
}

function withWords(text: unknown): Where[] {
  if (typeof text !== 'string' || text.trim() === '') return []
  return [{ $or: [{ unit: { $containsi: text.trim() } }, { code: text.trim() }] }]
}

function readIds(ids: unknown): string[] | undefined {
  if (ids === undefined || ids === null) return undefined
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > mostPlacements || !ids.every(isId))
    throw new errors.ApplicationError(`请选择 1 到 ${String(mostPlacements)} 个点位。`)
  return ids
}

const isId = (id: unknown): id is string => typeof id === 'string' && /^[a-z0-9]{24}$/.test(id)
