import jsQR from 'jsqr'
import sharp from 'sharp'
import { refuse } from '../publication/document-action'
import { createCode } from './code'
import type { Drawing } from './drawing'
import { layOut, type Orientation, type Paper } from './layout'
import { refuseMissingGlyphs, type Typefaces } from './typeface'
import { fieldNames, wordsOf, type PlacementWords, type TemplateWords } from './words'
import { writePdf } from './write-pdf'
import { writeSvg, type View } from './write-svg'

/** Everything one poster is made from; two that are equal give the same bytes. */
export type PosterOrder = {
  template: TemplateWords
  placement: PlacementWords
  /** What the code carries: the address it leads to. */
  payload: string
  programCode?: { bytes: Buffer; mime: string } | undefined
  paper: Paper
  orientation: Orientation
}

/** Widths of what is shown on the web. */
export const imageWidths = { small: 480, medium: 960, large: 1920 } as const
export type ImageSize = keyof typeof imageWidths
/** A3 and A4 have the same shape. */
export const imageHeight = (orientation: Orientation, size: ImageSize): number =>
  Math.round(imageWidths[size] * (orientation === 'PORTRAIT' ? 297 / 210 : 210 / 297))

/** @throws ApplicationError naming a character or a text that cannot be printed */
export function drawPoster(order: PosterOrder, typefaces: Typefaces): Drawing {
  const words = wordsOf(order.template, order.placement)
  const { accent: _accent, matters, steps, ...texts } = words
  const named = Object.entries({ ...texts, matters: matters.join('\n'), steps: steps.join('\n') })
  refuseMissingGlyphs(
    typefaces,
    Object.fromEntries(named.map(([key, text]) => [fieldNames[key as keyof typeof fieldNames], text])),
  )
  const { payload, programCode, paper, orientation } = order
  return layOut({ typefaces, words, code: createCode(payload), programCode }, { paper, orientation })
}

/** @throws ApplicationError as drawPoster, and where its code cannot be read from the sheet */
export async function makePosterPdf(
  order: PosterOrder,
  typefaces: Typefaces,
  wishes: { bleed: boolean },
): Promise<Buffer> {
  const drawing = drawPoster(order, typefaces)
  await refuseUnreadableCode(drawing, typefaces, order.payload)
  return writePdf(drawing, typefaces, wishes)
}

/** @throws ApplicationError as makePosterPdf */
export async function makePosterImage(
  order: PosterOrder,
  typefaces: Typefaces,
  size: ImageSize,
): Promise<Buffer> {
  const drawing = drawPoster(order, typefaces)
  await refuseUnreadableCode(drawing, typefaces, order.payload)
  const picture = drawPixels(writeSvg(drawing, typefaces, { widthPixels: imageWidths[size] }))
  return picture.png({ palette: true, colours: 256, dither: 0, effort: 7 }).toBuffer()
}

const drawPixels = (svg: string) =>
  sharp(Buffer.from(svg), { limitInputPixels: 40_000_000, unlimited: true }).flatten({
    background: '#ffffff',
  })

/**
 * A sign whose code nobody can read is worse than none. The sheet around the code, with whatever else is printed
 * there, is drawn and read as a telephone would, before anything is kept. Readers stumble at single sizes.
 */
async function refuseUnreadableCode(drawing: Drawing, typefaces: Typefaces, payload: string): Promise<void> {
  const view = aroundCode(drawing)
  for (const widthPixels of [520, 640, 420]) {
    const picture = drawPixels(writeSvg(drawing, typefaces, { widthPixels, view }))
    const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    const read = jsQR(new Uint8ClampedArray(data), info.width, info.height)
    if (read?.data === payload) return
  }
  refuse('生成的二维码未能通过识读检查，没有保存。请联系技术人员。')
}

function aroundCode({ shapes }: Drawing): View {
  const code = shapes.find((shape) => shape.kind === 'area' && shape.element?.role === 'Figure')
  if (code?.kind !== 'area') throw new Error('a poster without a code')
  const points = code.path.flatMap((step) =>
    step[0] === 'M' || step[0] === 'L' ? [[step[1], step[2]] as const] : [],
  )
  const [left, top] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))]
  const side = Math.max(...points.map(([x]) => x)) - left
  const margin = side / 6
  return { x: left - margin, y: top - margin, width: side + 2 * margin, height: side + 2 * margin }
}
