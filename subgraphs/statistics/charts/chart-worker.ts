import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js'
import { init, type EChartsOption } from 'echarts'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'

/** A chart to be drawn; `option` is what ECharts takes, as plain data. */
export type Drawing = {
  option: EChartsOption
  /** Pixels of the SVG; a PNG has twice as many. */
  width: number
  height: number
  format: 'svg' | 'png'
  /** What it shows, for who hears it instead of seeing it. */
  title: string
  description: string
}

const { resolve } = createRequire(import.meta.url)
const faces = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']
const font: NonNullable<ResvgRenderOptions['font']> = {
  fontFiles: faces.map((face) => resolve(`@expo-google-fonts/noto-sans-sc/${face}`)),
  loadSystemFonts: false,
  defaultFontFamily: 'Noto Sans SC',
}

function draw({ option, width, height, format, title, description }: Drawing): Uint8Array {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  const image = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } })
  if (format === 'png') return image.render().asPng()
  // Its letters are outlines from here on: it looks the same where no Chinese font is.
  return Buffer.from(withWords(image.toString(), title, description))
}

/** Outlines cannot be read aloud or searched: the words stand beside them. */
function withWords(svg: string, title: string, description: string): string {
  const words = `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`
  return svg.replace(/^<svg ([^>]*)>/, `<svg $1 role="img">${words}`)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

parentPort?.on('message', (drawing: Drawing) => {
  try {
    parentPort?.postMessage({ drawn: draw(drawing) })
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) })
  }
})
