import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import { dayOf } from '../content-subgraph/day'
import { makePosters } from '../desk/permissions'
import { bodyOf, DeskFile, forbid, type DeskContext } from '../desk-routes/admin-route'
import { fileOfBatch } from './batches/batch-runner'
import { mostOpenBatches, mostPlacements, type Batch, type BatchStore } from './batches/batch-store'
import { noLanding, type Landing } from './landing'
import { createPlacementChoice } from './placement-choice'
import type { Placement, PosterRows, PosterTemplate } from './poster-rows'
import type { Press } from './press/press'
import type { InstructionText } from './press/work'
import { sceneOf, type ProgramCodes } from './program-codes'

type Means = {
  strapi: Core.Strapi
  rows: PosterRows
  store: BatchStore
  press: Press
  programCodes: ProgramCodes
  landing: Landing
  batchFolder: string
}
type PosterRoute = (context: DeskContext) => Promise<unknown>
export type PosterRoutes = ReturnType<typeof sheetRoutes> & ReturnType<typeof batchRoutes>

/** What the page 海报与二维码 asks. Whoever may make posters makes them of the placements they may read. */
export function createPosterRoutes(means: Means): PosterRoutes {
  const routes = { ...sheetRoutes(means), ...batchRoutes(means) }
  const guarded = Object.entries<PosterRoute>(routes).map(([name, handler]): [string, PosterRoute] => [
    name,
    async (context) => {
      if (!context.state.userAbility.can(makePosters)) forbid()
      return handler(context)
    },
  ])
  return Object.fromEntries(guarded) as PosterRoutes
}

function sheetRoutes({ strapi, rows, press, programCodes, landing }: Means) {
  const choice = createPlacementChoice(strapi)
  const orderOf = async (context: DeskContext, template: PosterTemplate) => {
    const { query } = context
    const [placement] = await choice.named(context, [String(query['placementId'])])
    if (placement === undefined)
      throw new errors.NotFoundError('没有这个已发布的点位，或者它不在您负责的地区。')
    return {
      template,
      placement,
      payload: addressFor(landing, placement),
      programCode: await programCodes.of(placement.code),
      ...sheetOf(query, template),
    }
  }
  return {
    choices: async (_context: DeskContext) => ({
      templates: (await rows.templates()).map(({ documentId, title, paper, orientation }) => ({
        id: documentId,
        title,
        paper,
        orientation,
      })),
      problem: landing('0') === undefined ? noLanding : null,
      mostPlacements,
    }),
    placements: (context: DeskContext) => choice.page(context),
    /** A draft may be looked at before it is published; it is not printed. */
    preview: async (context: DeskContext) => {
      const id = String(context.query['templateId'])
      const template = (await rows.templates()).find(({ documentId }) => documentId === id)
      const order = await orderOf(context, template ?? (await draftFor(strapi, context, rows, id)))
      const bytes = await press.make({ kind: 'image', order, size: 'medium' })
      return new DeskFile(bytes, 'image/png', `${order.placement.code}.png`)
    },
    sheet: async (context: DeskContext) => {
      const { templateId, bleed } = context.query
      const order = await orderOf(context, await printable(rows, templateId))
      const bytes = await press.make({ kind: 'pdf', order, bleed: bleed === 'true' })
      return new DeskFile(bytes, 'application/pdf', `${order.placement.code}.pdf`)
    },
    programCode: async (context: DeskContext) => {
      const { code, scene, image } = bodyOf(context)
      const [placement] = await choice.byCode(context, String(code))
      if (placement === undefined)
        throw new errors.NotFoundError('没有这个已发布的点位，或者它不在您负责的地区。')
      await programCodes.keep({
        code: placement.code,
        scene: typeof scene === 'string' ? scene : sceneOf(placement.code),
        image: Buffer.from(typeof image === 'string' ? image : '', 'base64'),
        by: `desk ${String(context.state.user.id)}`,
      })
      return { code: placement.code, scene: sceneOf(placement.code) }
    },
  }
}

function batchRoutes({ strapi, rows, store, landing, batchFolder }: Means) {
  const choice = createPlacementChoice(strapi)
  const own = async (context: DeskContext): Promise<Batch> => {
    const batch = await store.one(context.state.user.id, String(context.params['id']))
    if (batch === undefined) throw new errors.NotFoundError('没有这批海报，或者它已被删除。')
    return batch
  }
  return {
    startBatch: async (context: DeskContext) => {
      const body = bodyOf(context)
      const template = await printable(rows, body['templateId'])
      const placements = await choice.forBatch(context, body)
      for (const placement of placements.slice(0, 1)) addressFor(landing, placement)
      const instructions = (await rows.instructions(template)) as InstructionText[]
      const order = {
        template,
        placements,
        instructions,
        bleed: body['bleed'] === true,
        ...sheetOf(body, template),
      }
      const id = await store.add(context.state.user.id, order)
      if (id === undefined)
        throw new errors.ApplicationError(
          `最多同时生成 ${String(mostOpenBatches)} 批，请等前面的完成后再开始。`,
        )
      return store.one(context.state.user.id, id)
    },
    batches: (context: DeskContext) => store.ofAccount(context.state.user.id),
    batch: own,
    removeBatch: async (context: DeskContext) => {
      const { id } = await own(context)
      return { removed: await store.remove(context.state.user.id, id) }
    },
    batchFile: async (context: DeskContext) => {
      const batch = await own(context)
      const path = fileOfBatch(batchFolder, batch.id)
      const found = batch.state === 'READY' ? await stat(path).catch(() => undefined) : undefined
      if (found === undefined)
        throw new errors.NotFoundError('这批海报还没有完成，或者文件已经清理，请重新生成。')
      const name = `海报-${batch.templateTitle}-${dayOf(batch.createdAt)}.zip`
      return new DeskFile(createReadStream(path), 'application/zip', name, found.size)
    },
  }
}

async function printable(rows: PosterRows, id: unknown) {
  const template = (await rows.templates()).find(({ documentId }) => documentId === id)
  if (template !== undefined) return template
  throw new errors.ApplicationError('请选择已审核发布、主动公开且未失效的海报模板；草稿不能印制。')
}

async function draftFor(
  strapi: Core.Strapi,
  { state }: DeskContext,
  rows: PosterRows,
  id: string,
): Promise<PosterTemplate> {
  const mayRead = state.userAbility.can(
    'plugin::content-manager.explorer.read',
    'api::poster-template.poster-template',
  )
  const draft = mayRead && /^[a-z0-9]{24}$/.test(id) ? await rows.draftTemplate(id) : undefined
  if (draft === undefined) throw new errors.NotFoundError('没有这个海报模板。')
  return draft
}

function addressFor(landing: Landing, { code }: Placement): string {
  const address = landing(code)
  if (address === undefined) throw new errors.ApplicationError(noLanding)
  return address
}

function sheetOf(body: Record<string, unknown>, template: PosterTemplate) {
  const { paper = template.paper, orientation = template.orientation } = body
  if (paper !== 'A3' && paper !== 'A4') throw new errors.ApplicationError('纸张只能是 A3 或者 A4。')
  if (orientation !== 'PORTRAIT' && orientation !== 'LANDSCAPE')
    throw new errors.ApplicationError('方向只能是竖版或者横版。')
  return { paper, orientation } as const
}
