import { describe, expect, it } from '@jest/globals'
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import sharp from 'sharp'
import {
  animatedGif,
  camera,
  smallGif,
  smallHeic,
  smallJpeg,
  smallPdf,
  smallPng,
  smallWebp,
} from '../../../../test/support/small-files.js'
import type { MediaType } from '../content/media-type.js'
import { createSanitise } from './sanitise.js'

const sanitise = createSanitise()
const copyOf = (bytes: Buffer, type: MediaType) => sanitise(() => Promise.resolve(bytes), type)

describe('the copy of a photo', () => {
  it.each<[MediaType, () => Promise<Buffer>]>([
    ['image/jpeg', smallJpeg],
    ['image/png', smallPng],
    ['image/webp', smallWebp],
  ])('%s tells neither place nor camera, which the original does', async (type, make) => {
    const original = await make()
    expect(original.includes(camera.make)).toBe(true)
    const copy = await copyOf(original, type)
    expect(copy?.mediaType).toBe(type)
    expect(copy?.bytes.includes(camera.make)).toBe(false)
    expect(await sharp(copy?.bytes).metadata()).not.toMatchObject({ exif: expect.anything() })
  })

  it('has no place any more, and stands upright as it was shown', async () => {
    const original = await smallJpeg()
    const before = await sharp(original).metadata()
    expect(before.exif?.includes('GPS') ?? false).toBe(false)
    expect(before.orientation).toBe(6)
    expect(gpsPointer(original)).toBe(true)
    const copy = await copyOf(original, 'image/jpeg')
    expect(gpsPointer(copy!.bytes)).toBe(false)
    const { width, height, orientation, exif, icc, xmp, iptc } = await sharp(copy!.bytes).metadata()
    expect({ width, height, orientation, exif, icc, xmp, iptc }).toEqual({ width: 48, height: 64 })
  })

  it('that moved is its first picture', async () => {
    expect((await sharp(await animatedGif(), { animated: true }).metadata()).pages).toBe(3)
    const copy = await copyOf(await animatedGif(), 'image/gif')
    expect(copy?.mediaType).toBe('image/png')
    expect((await sharp(copy?.bytes).metadata()).pages).toBeUndefined()
    expect((await copyOf(await smallGif(), 'image/gif'))?.mediaType).toBe('image/png')
  })

  it.each<[MediaType, () => Promise<Buffer>]>([
    ['image/jpeg', smallJpeg],
    ['image/png', smallPng],
    ['image/webp', smallWebp],
  ])('%s that is cut off is not made', async (type, make) => {
    const original = await sharp(await make())
      .resize(400, 400)
      .toFormat(type.slice(6) as 'png')
      .toBuffer()
    for (const share of [0.3, 0.6, 0.9])
      await expect(copyOf(original.subarray(0, original.length * share), type)).rejects.toMatchObject({
        refusal: 'DAMAGED',
      })
  })

  it('that would fill the memory is not made', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'black' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(2_000_000)
    await expect(copyOf(bomb, 'image/png')).rejects.toMatchObject({ refusal: 'TOO_MANY_PIXELS' })
  })

  it('is not made of what has no sanitiser', async () => {
    expect(await copyOf(smallHeic(), 'image/heic')).toBeUndefined()
  })
})

describe('the copy of a PDF', () => {
  /** All of a document with its streams unpacked. */
  const everything = async (bytes: Buffer): Promise<string> => {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    const parts = pdf.context
      .enumerateIndirectObjects()
      .map(([, object]) =>
        object instanceof PDFRawStream
          ? `${object.dict.toString()} ${Buffer.from(object.contents).toString('latin1')}`
          : object.toString(),
      )
    return `${parts.join('\n')} ${pdf.getAuthor() ?? ''} ${pdf.getTitle() ?? ''}`
  }

  it('tells neither author nor title, runs no script, carries no file and no note, nor the camera of its photo', async () => {
    const original = await everything(await smallPdf('Zhang San'))
    const told = ['Zhang San', 'inside the mine', 'note-author', '/JavaScript', '/EmbeddedFile', camera.make]
    for (const text of told) expect(original).toContain(text)
    const copy = await copyOf(await smallPdf('Zhang San'), 'application/pdf')
    const served = await everything(copy!.bytes)
    for (const text of [...told, '/Annots', '/Info', 'pdf-lib', 'script-in-pdf'])
      expect(served).not.toContain(text)
    const read = await PDFDocument.load(copy!.bytes)
    expect(read.getPageCount()).toBe(1)
    expect(served).toContain('/Image')
  })

  it('is not made where it cannot be sure', async () => {
    const unclear = async (change: (pdf: PDFDocument) => void): Promise<Buffer> => {
      const pdf = await PDFDocument.load(await smallPdf())
      change(pdf)
      return Buffer.from(await pdf.save())
    }
    const photoIn = (pdf: PDFDocument, filter: string): void => {
      for (const [, object] of pdf.context.enumerateIndirectObjects())
        if (object instanceof PDFRawStream && object.dict.has(PDFName.of('Filter')))
          object.dict.set(PDFName.of('Filter'), PDFName.of(filter))
    }
    expect(await copyOf(await unclear((pdf) => photoIn(pdf, 'JPXDecode')), 'application/pdf')).toBeUndefined()
    expect(await copyOf(Buffer.from('%PDF-1.7\nnothing more\n%%EOF'), 'application/pdf')).toBeUndefined()
    const encrypted = (await smallPdf()).toString('latin1').replace('/Root', '/Encrypt 1 0 R /Root')
    expect(await copyOf(Buffer.from(encrypted, 'latin1'), 'application/pdf')).toBeUndefined()
  })
})

/** The tag 0x8825 in the EXIF header: a pointer to where the photo was taken. */
function gpsPointer(image: Buffer): boolean {
  const exif = image.indexOf('Exif\0\0', 0, 'latin1')
  return exif >= 0 && (image.includes(Buffer.of(0x88, 0x25)) || image.includes(Buffer.of(0x25, 0x88)))
}
