import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'

/** What a reader of the file can select, page by page, as lines. */
export async function linesOfPdf(bytes: Uint8Array): Promise<string[][]> {
  return withPages(bytes, (page) =>
    Promise.resolve(
      page
        .getText()
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  )
}

/** The pages as a screen shows them, for an eye or a comparison. */
export async function picturesOfPdf(bytes: Uint8Array, scale = 1.5): Promise<Buffer[]> {
  return withPages(bytes, async (page) => {
    const { data } = await page.render({
      scale,
      render: ({ data: pixels, width, height }) =>
        sharp(pixels, { raw: { width, height, channels: 4 } })
          .png()
          .toBuffer(),
    })
    return Buffer.from(data)
  })
}

type Page = ReturnType<Awaited<ReturnType<PDFiumLibrary['loadDocument']>>['getPage']>

async function withPages<Result>(
  bytes: Uint8Array,
  work: (page: Page) => Promise<Result>,
): Promise<Result[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  try {
    const results: Result[] = []
    for (const page of document.pages()) results.push(await work(page))
    return results
  } finally {
    document.destroy()
    library.destroy()
  }
}
