import { createHash, randomUUID } from 'node:crypto'
import { rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Core } from '@strapi/strapi'
import { errors } from '@strapi/utils'
import { imageHeight, imageWidths, type ImageSize, type PosterOrder } from './compose'
import type { Landing } from './landing'
import { createPosterRows, type Placement, type PosterTemplate, type PublicPoster } from './poster-rows'
import type { Press } from './press/press'
import type { ProgramCodes } from './program-codes'
import { alternativeText, wordsOf } from './words'

/** Strangers make the press draw: more than so many pieces do not wait for it. */
const mostWaiting = 30
/** What a change of the layout in the program makes anew. */
const edition = 1

const id = /^(poster|posterpdf)([a-z0-9]{24})$/
export const isPosterFile = (fileId: string): boolean => id.test(fileId)

/** What the graph shows of a poster's picture, as if Strapi had kept it. */
export function pictureOf({ placement, template }: { placement: Placement; template: PosterTemplate }) {
  const { orientation } = template
  const formats = Object.fromEntries(
    (Object.keys(imageWidths) as ImageSize[]).map((size) => [
      size,
      { hash: '', ext: '.png', width: imageWidths[size], height: imageHeight(orientation, size) },
    ]),
  )
  return {
    fileId: `poster${placement.documentId}`,
    mime: 'image/png',
    width: imageWidths.large,
    height: imageHeight(orientation, 'large'),
    alternativeText: alternativeText(wordsOf(template, placement)),
    formats: JSON.stringify(formats),
  }
}

export const sheetAddress = ({ documentId }: Placement): string => `/files/posterpdf${documentId}`

export type PublicPosters = ReturnType<typeof createPublicPosters>

/**
 * Posters as files: drawn when first asked for, kept by what they are made from, and given while placement and
 * template are published. Whatever changes of either is another file.
 */
export function createPublicPosters(means: {
  strapi: Core.Strapi
  press: Press
  programCodes: ProgramCodes
  landing: Landing
  folder: string
}) {
  const { press, programCodes, landing, folder } = means
  const rows = createPosterRows(means.strapi)
  const orderOf = async ({ placement, template }: PublicPoster): Promise<PosterOrder | undefined> => {
    const payload = landing(placement.code)
    if (template === null || payload === undefined) return undefined
    const { paper, orientation } = template
    return {
      template,
      placement,
      payload,
      paper,
      orientation,
      programCode: await programCodes.of(placement.code),
    }
  }
  return {
    rows,
    landing,
    /** The placement whose poster a file is. */
    placementOf: (fileId: string): string | undefined => id.exec(fileId)?.[2],
    /**
     * The name of the file, drawn where it was not; undefined where the public may not have it.
     *
     * @throws PressIsBusy
     */
    nameOf: async (
      poster: PublicPoster,
      fileId: string,
      size: string | undefined,
    ): Promise<string | undefined> => {
      const order = await orderOf(poster)
      const isPdf = fileId.startsWith('posterpdf')
      const drawn = size ?? 'large'
      if (
        order === undefined ||
        (isPdf ? size !== undefined || !poster.template?.publicPdf : !Object.hasOwn(imageWidths, drawn))
      )
        return undefined
      const name = `poster-${digestOf(order, isPdf ? 'pdf' : drawn)}.${isPdf ? 'pdf' : 'png'}`
      if ((await stat(join(folder, name)).catch(() => undefined)) !== undefined) return name
      const work = isPdf
        ? ({ kind: 'pdf', order, bleed: false } as const)
        : ({ kind: 'image', order, size: drawn as ImageSize } as const)
      try {
        await keep(folder, name, await press.make(work, { most: mostWaiting }))
        return name
      } catch (error) {
        // A unit that cannot be printed has no poster.
        if (error instanceof errors.ApplicationError) return undefined
        throw error
      }
    },
  }
}

async function keep(folder: string, name: string, bytes: Buffer): Promise<void> {
  const unfinished = join(folder, `${randomUUID()}.part`)
  await writeFile(unfinished, bytes, { mode: 0o600 })
  await rename(unfinished, join(folder, name))
}

function digestOf({ programCode, ...order }: PosterOrder, kind: string): string {
  const hash = createHash('sha256').update(JSON.stringify([edition, kind, order]))
  if (programCode !== undefined) hash.update(programCode.bytes)
  return hash.digest('hex').slice(0, 48)
}
