import jsQR from 'jsqr'
import sharp from 'sharp'

// An ES module, which a module of this kind loads later only.
const loadPdfium = async () => (await import('@hyzyla/pdfium')).PDFiumLibrary.init()
let pdfium: ReturnType<typeof loadPdfium> | undefined

/** A page as somebody sees it: its words without spaces, its pixels, and what a scanner reads on it. */
export async function seenPdf(
  pdf: Buffer,
  scale = 3,
): Promise<{ pages: number; words: string; picture: Buffer; code: string | undefined }> {
  const document = await (pdfium ??= loadPdfium()).then((library) => library.loadDocument(pdf))
  try {
    const page = document.getPage(0)
    const words = page.getText().replace(/\s+/g, '')
    const { data } = await page.render({
      scale,
      render: ({ data: pixels, width, height }) =>
        sharp(pixels, { raw: { width, height, channels: 4 } })
          .png()
          .toBuffer(),
    })
    const picture = Buffer.from(data)
    return { pages: document.getPageCount(), words, picture, code: await scanned(picture) }
  } finally {
    document.destroy()
  }
}

export async function closePdf(): Promise<void> {
  const library = await pdfium
  pdfium = undefined
  library?.destroy()
}

/** Held at several distances, as people do who scan. */
export async function scanned(picture: Buffer): Promise<string | undefined> {
  for (const width of [1_600, 1_200, 900, 700]) {
    const { data, info } = await sharp(picture)
      .resize(width)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const read = jsQR(new Uint8ClampedArray(data), info.width, info.height)
    if (read !== null) return read.data
  }
  return undefined
}
