import { describe, expect, it } from '@jest/globals'
import * as files from '../../../../test/support/small-files.js'
import { EvidenceKind } from '../evidence-kind.js'
import { checkContent } from './check-content.js'
import { nameFitsKind } from './media-type.js'

const { PHOTO, VIDEO, AUDIO, DOCUMENT } = EvidenceKind
const check = (bytes: Buffer, kind: EvidenceKind): Promise<string> =>
  checkContent(
    {
      sizeBytes: bytes.length,
      readAt: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    },
    kind,
  )
const join = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)))

describe('the type of a file', () => {
  it.each<[string, EvidenceKind, () => Buffer | Promise<Buffer>]>([
    ['image/jpeg', PHOTO, files.smallJpeg],
    ['image/png', PHOTO, files.smallPng],
    ['image/webp', PHOTO, files.smallWebp],
    ['image/gif', PHOTO, files.smallGif],
    ['image/heic', PHOTO, files.smallHeic],
    ['video/mp4', VIDEO, files.smallMp4],
    ['video/quicktime', VIDEO, files.smallMov],
    ['audio/mpeg', AUDIO, files.smallMp3],
    ['audio/x-m4a', AUDIO, files.smallM4a],
    ['audio/amr', AUDIO, files.smallAmr],
    ['audio/wav', AUDIO, files.smallWav],
    ['application/pdf', DOCUMENT, files.smallPdf],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', DOCUMENT, files.smallDocx],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', DOCUMENT, files.smallXlsx],
  ])('is told by its content: %s', async (type, kind, make) => {
    expect(await check(await make(), kind)).toBe(type)
  })

  it.each<[string, string, EvidenceKind, () => Buffer | Promise<Buffer>]>([
    ['a video called a photo', 'MISLABELLED', PHOTO, files.smallMp4],
    ['a PDF called a recording', 'MISLABELLED', AUDIO, files.smallPdf],
    ['a page called a photo', 'UNKNOWN_TYPE', PHOTO, () => Buffer.from('<html><script>1</script></html>')],
    ['an SVG', 'UNKNOWN_TYPE', PHOTO, () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', 'UNKNOWN_TYPE', DOCUMENT, () => join('MZ', Buffer.alloc(500))],
    ['any archive', 'UNKNOWN_TYPE', DOCUMENT, () => files.zip({ 'a.txt': 'a' })],
    ['text', 'UNKNOWN_TYPE', DOCUMENT, () => Buffer.from('一段文字')],
    ['noise', 'UNKNOWN_TYPE', PHOTO, () => Buffer.alloc(4_000, 0xa7)],
    [
      'a PDF that is an archive too',
      'POLYGLOT',
      DOCUMENT,
      async () => join(await files.smallPdf(), files.zip({ a: 'b' })),
    ],
    [
      'a photo that is an archive too',
      'POLYGLOT',
      PHOTO,
      async () => join(await files.smallJpeg(), files.zip({ a: 'b' })),
    ],
    [
      'a video that is an archive too',
      'POLYGLOT',
      VIDEO,
      () => join(files.smallMp4(), files.zip({ a: 'b' })),
    ],
    [
      'a picture that is a page too',
      'POLYGLOT',
      PHOTO,
      () => join('GIF89a/*', '<script>alert(1)</script>', Buffer.alloc(99)),
    ],
    ['a picture that is a PDF too', 'POLYGLOT', PHOTO, () => join('GIF89a', '%PDF-1.7 ', Buffer.alloc(99))],
    ['a video that is cut off', 'DAMAGED', VIDEO, () => files.smallMp4().subarray(0, -1)],
    [
      'a video without its index',
      'DAMAGED',
      VIDEO,
      () => join(files.box('ftyp', 'isom\0\0\0\0isom'), files.box('mdat', 'x')),
    ],
    ['a recording that is cut off', 'DAMAGED', AUDIO, () => files.smallWav().subarray(0, -1)],
    ['a PDF that is cut off', 'DAMAGED', DOCUMENT, async () => (await files.smallPdf()).subarray(0, -1_100)],
    ['a document that is cut off', 'UNKNOWN_TYPE', DOCUMENT, () => files.smallDocx().subarray(0, 40)],
    ['a document without its end', 'DAMAGED', DOCUMENT, () => files.smallDocx().subarray(0, -10)],
  ])('is refused: %s', async (_what, refusal, kind, make) => {
    await expect(check(await make(), kind)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', refusal })
  })

  it('is found in a file cut anywhere, or refused, and nothing else happens', async () => {
    for (const whole of [files.smallMp4(), files.smallWav(), files.smallDocx(), files.smallHeic()])
      for (let length = 1; length < 300; length += 7)
        for (const kind of Object.values(EvidenceKind))
          await expect(check(whole.subarray(0, length), kind)).rejects.toMatchObject({
            code: 'BAD_USER_INPUT',
          })
  })
})

describe('the name of a file', () => {
  it.each<[string, EvidenceKind, boolean]>([
    ['现场.JPG', PHOTO, true],
    ['现场', PHOTO, true],
    ['现场.mp4', PHOTO, false],
    ['合同.pdf.exe', DOCUMENT, false],
    ['录音.m4a', AUDIO, true],
  ])('%s as %s: %s', (name, kind, fits) => {
    expect(nameFitsKind(name, kind)).toBe(fits)
  })
})
