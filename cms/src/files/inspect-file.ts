import sharp from 'sharp'
import { refuse } from '../publication/document-action'

export const largestFileBytes = 20 * 1_048_576
const largestSide = 12_000
const limits = { limitInputPixels: 40_000_000, failOn: 'error' } as const

const pictures = { png: '.png', jpeg: '.jpg', webp: '.webp' } as const
export type PictureFormat = keyof typeof pictures
const mimes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
}

export const mimeOf = (ext: string): string | undefined => mimes[ext]
export const formatOf = (ext: string): PictureFormat | undefined =>
  (Object.keys(pictures) as PictureFormat[]).find((format) => pictures[format] === ext)

/**
 * The extension its bytes deserve. What a file is called and what its sender declares is not believed: a page of
 * HTML or an SVG with a script goes by the name of a picture too.
 *
 * @throws ApplicationError unless it is a still PNG, JPEG or WebP of sensible size, or a PDF
 */
export async function inspectFile(bytes: Buffer): Promise<string> {
  if (bytes.length > largestFileBytes) refuse('文件过大，请上传 20 MB 以内的文件。')
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return '.pdf'
  const found = await sharp(bytes, { ...limits, pages: 1 })
    .metadata()
    .catch(() => undefined)
  const format = (Object.keys(pictures) as PictureFormat[]).find((known) => known === found?.format)
  if (found === undefined || format === undefined)
    refuse('只能上传 PNG、JPEG、WebP 图片和 PDF 文件；文件内容须与名称相符。')
  if ((found.pages ?? 1) > 1) refuse('不能上传动图，请上传静态图片。')
  if (Math.max(found.width, found.height) > largestSide) refuse('图片过大，请缩小到每边 12000 像素以内。')
  return pictures[format]
}

/** The same picture drawn anew: nothing that was hidden beside its points, place and camera included, comes along. */
export async function redraw(bytes: Buffer, format: PictureFormat) {
  try {
    const drawn = await sharp(bytes, limits)
      .autoOrient()
      .toFormat(format, { quality: 90 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: drawn.data, width: drawn.info.width, height: drawn.info.height }
  } catch {
    refuse('图片已损坏或过大，请换一张。')
  }
}
