import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, type PDFRef } from 'pdf-lib'
import { stripJpegSegments } from './jpeg-segments.js'

/** What a page is drawn from. All else of it may tell who wrote it, or do something. */
const keptOfPage = new Set([
  'Type',
  'Parent',
  'Resources',
  'Contents',
  'Group',
  'MediaBox',
  'CropBox',
  'BleedBox',
  'TrimBox',
  'ArtBox',
  'Rotate',
  'UserUnit',
])
/** What may hang on any other dictionary and is not needed to draw it. */
const cutAnywhere = ['Metadata', 'PieceInfo', 'LastModified', 'AA', 'OPI', 'Alternates', 'AF']
/** Found after all, the copy is not what it claims to be. */
const forbidden = [
  ...cutAnywhere,
  'JavaScript',
  'JS',
  'EmbeddedFile',
  'EF',
  'Launch',
  'RichMedia',
  'Annots',
  'OpenAction',
  'Author',
]

/**
 * The pages of a PDF in a new document: no author, title, dates, metadata, scripts, attachments, forms or notes, and
 * none in its photos.
 *
 * @returns undefined where it cannot be sure: encrypted, damaged, or with parts it does not understand
 */
export async function sanitisePdf(bytes: Buffer): Promise<Buffer | undefined> {
  try {
    const source = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
    if (source.getPageCount() === 0) return undefined
    for (const page of source.getPages()) keepOnly(page.node)
    for (const [ref, object] of source.context.enumerateIndirectObjects()) {
      const dictionary = object instanceof PDFStream ? object.dict : object
      if (dictionary instanceof PDFDict && !isPage(dictionary)) cut(dictionary)
      if (object instanceof PDFRawStream && !stripImage(object, ref, source)) return undefined
    }
    const target = await PDFDocument.create({ updateMetadata: false })
    for (const page of await target.copyPages(source, source.getPageIndices())) target.addPage(page)
    const copy = Buffer.from(await target.save({ addDefaultPage: false }))
    return (await holdsForbidden(copy)) ? undefined : copy
  } catch {
    return undefined
  }
}

function keepOnly(page: PDFDict): void {
  for (const key of page.keys()) if (!keptOfPage.has(key.decodeText())) page.delete(key)
}

function isPage(dictionary: PDFDict): boolean {
  return dictionary.get(PDFName.of('Type')) === PDFName.of('Page')
}

/** Resources, patterns and the like stand inside one another; what is referenced is met by itself. */
function cut(dictionary: PDFDict, depth = 0): void {
  if (depth > 50) throw new Error('nested too deeply to be sure')
  for (const key of cutAnywhere) dictionary.delete(PDFName.of(key))
  for (const value of dictionary.values()) {
    if (value instanceof PDFDict) cut(value, depth + 1)
    if (value instanceof PDFArray)
      for (const item of value.asArray()) if (item instanceof PDFDict) cut(item, depth + 1)
  }
}

/** A photo in a PDF is the camera's file, place and all. False where its form is not understood. */
function stripImage(stream: PDFRawStream, ref: PDFRef, source: PDFDocument): boolean {
  const { dict } = stream
  if (dict.get(PDFName.of('Subtype')) !== PDFName.of('Image')) return true
  const filters = filtersOf(dict)
  if (filters.includes('JPXDecode')) return false
  if (!filters.includes('DCTDecode')) return true
  if (filters.length > 1) return false
  const stripped = stripJpegSegments(Buffer.from(stream.contents))
  if (stripped === undefined) return false
  source.context.assign(ref, PDFRawStream.of(dict, stripped))
  return true
}

function filtersOf(dict: PDFDict): string[] {
  const filter = dict.lookup(PDFName.of('Filter'))
  const all = filter instanceof PDFArray ? filter.asArray() : [filter]
  return all.flatMap((one) => (one instanceof PDFName ? [one.decodeText()] : []))
}

/** Looks at the copy as a reader would: nothing is taken for removed that is still there. */
async function holdsForbidden(copy: Buffer): Promise<boolean> {
  const { context } = await PDFDocument.load(copy, { updateMetadata: false, throwOnInvalidObject: true })
  if (context.trailerInfo.Info !== undefined) return true
  return context.enumerateIndirectObjects().some(([, object]) => {
    const dictionary = object instanceof PDFStream ? object.dict : object
    return dictionary instanceof PDFDict && hasKey(dictionary)
  })
}

function hasKey(dictionary: PDFDict): boolean {
  return (
    forbidden.some((key) => dictionary.has(PDFName.of(key))) ||
    dictionary.values().some((value) => value instanceof PDFDict && hasKey(value))
  )
}
