import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import { formatOf, inspectFile, redraw } from '../files/inspect-file'
import { isPlacementCode } from '../publication/placement-code'

const smallestSide = 280
const largestBytes = 2 * 1_048_576

/** The table lies beside Strapi's own; a placement has one code, and it can be drawn anew. */
export async function createProgramCodeTable(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(`
    CREATE TABLE IF NOT EXISTS placement_program_codes (
      code text PRIMARY KEY,
      scene text NOT NULL,
      file text NOT NULL,
      mime text NOT NULL,
      side_pixels integer NOT NULL,
      recorded_by text NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT now())`)
}

/** What WeChat was told to put into the code: the placement's own code and nothing else. */
export const sceneOf = (code: string): string => `p=${code}`

export type ProgramCodes = ReturnType<typeof createProgramCodes>

/**
 * Mini-program codes that WeChat drew for placements, with the scene each was drawn for. Nobody but WeChat's own
 * programme reads such a code, so the scene stands as whoever brought it says, and must fit the placement.
 */
export function createProgramCodes(strapi: Core.Strapi, filesFolder: string) {
  const folder = join(filesFolder, 'program-codes')
  const select = async <Row>(sql: string, values: unknown[]): Promise<Row[]> => {
    const answer = await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)
    return answer.rows
  }
  return {
    /** @throws ApplicationError unless it is a picture of a sensible size, drawn for a published placement */
    keep: async (given: { code: string; scene: string; image: Buffer; by: string }): Promise<void> => {
      const { code, scene } = given
      if (!isPlacementCode(code)) throw new errors.ApplicationError('点位编号不正确，请核对。')
      if (scene !== sceneOf(code))
        throw new errors.ApplicationError('小程序码的 scene 与点位编号不符，请重新生成这个点位的小程序码。')
      const known = await select(
        'SELECT 1 FROM qr_placements WHERE code = ? AND published_at IS NOT NULL LIMIT 1',
        [code],
      )
      if (known.length === 0) throw new errors.ApplicationError('没有这个已发布的点位。')
      const { bytes, ext, side } = await readPicture(given.image)
      const file = `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}${ext}`
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = join(folder, `${randomUUID()}.part`)
      await writeFile(unfinished, bytes, { mode: 0o600 })
      await rename(unfinished, join(folder, file))
      await select(
        `INSERT INTO placement_program_codes (code, scene, file, mime, side_pixels, recorded_by) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (code) DO UPDATE SET scene = excluded.scene, file = excluded.file, mime = excluded.mime,
           side_pixels = excluded.side_pixels, recorded_by = excluded.recorded_by, recorded_at = now()`,
        [code, scene, file, ext === '.jpg' ? 'image/jpeg' : 'image/png', side, given.by],
      )
    },
    of: async (code: string): Promise<{ bytes: Buffer; mime: string } | undefined> => {
      const [row] = await select<{ file: string; mime: string }>(
        'SELECT file, mime FROM placement_program_codes WHERE code = ?',
        [code],
      )
      return row && { bytes: await readFile(join(folder, row.file)), mime: row.mime }
    },
  }
}

async function readPicture(image: Buffer): Promise<{ bytes: Buffer; ext: '.png' | '.jpg'; side: number }> {
  if (image.length > largestBytes)
    throw new errors.ApplicationError('小程序码图片过大，请使用 2 MB 以内的图片。')
  const ext = await inspectFile(image)
  const format = formatOf(ext)
  if ((ext !== '.png' && ext !== '.jpg') || format === undefined)
    throw new errors.ApplicationError('小程序码须为 PNG 或 JPEG 图片。')
  const { width, height } = await sharp(image).metadata()
  if (width !== height || width < smallestSide)
    throw new errors.ApplicationError(`小程序码须为正方形图片，边长不少于 ${String(smallestSide)} 像素。`)
  return { bytes: (await redraw(image, format)).bytes, ext, side: width }
}
