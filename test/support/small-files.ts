import { PDFDocument, PDFName, PDFString } from 'pdf-lib'
import sharp from 'sharp'
import { crc32 } from 'node:zlib'

/** Where and with what a photo was taken, to be looked for in what is served. */
export const camera = { make: 'SpyCam-Hersteller', place: '34/1 45/1 1234/100' }

const picture = { create: { width: 64, height: 48, channels: 3, background: '#b5651d' } } as const

export function smallJpeg(): Promise<Buffer> {
  return sharp(picture)
    .withExif({
      IFD0: { Make: camera.make, Model: 'A1' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: camera.place,
        GPSLongitudeRef: 'E',
        GPSLongitude: camera.place,
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

export const smallPng = (): Promise<Buffer> =>
  sharp(picture)
    .withExif({ IFD0: { Make: camera.make } })
    .png()
    .toBuffer()
export const smallWebp = (): Promise<Buffer> =>
  sharp(picture)
    .withExif({ IFD0: { Make: camera.make } })
    .webp()
    .toBuffer()
export const smallGif = (): Promise<Buffer> => sharp(picture).gif().toBuffer()

export async function animatedGif(): Promise<Buffer> {
  const frames = ['#ff0000', '#00ff00', '#0000ff'].map((background) =>
    sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .png()
      .toBuffer(),
  )
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer()
}

/** A photo inside, and all a PDF can tell of its maker or do to its reader. */
export async function smallPdf(author = 'Zhang San, 安全科'): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.setAuthor(author)
  pdf.setTitle('inside the mine')
  const page = pdf.addPage([200, 200])
  page.drawImage(await pdf.embedJpg(await smallJpeg()), { x: 10, y: 10, width: 64, height: 48 })
  pdf.addJavaScript('open', 'app.alert("script-in-pdf")')
  await pdf.attach(Buffer.from('attached-secret'), 'list.txt', { description: author })
  const note = pdf.context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9] })
  note.set(PDFName.of('T'), PDFString.of('note-author'))
  page.node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(note)]))
  return Buffer.from(await pdf.save({ useObjectStreams: false }))
}

export function box(name: string, content: Buffer | string = ''): Buffer {
  const body = Buffer.from(content as string, 'latin1')
  const header = Buffer.alloc(8)
  header.writeUInt32BE(body.length + 8)
  header.write(name, 4, 'latin1')
  return Buffer.concat([header, body])
}

const media = Buffer.alloc(4_000, 7)
const moving = (brand: string): Buffer =>
  Buffer.concat([box('ftyp', `${brand}\0\0\0\0${brand}`), box('moov', 'x'.repeat(64)), box('mdat', media)])
export const smallMp4 = (): Buffer => moving('isom')
export const smallMov = (): Buffer => moving('qt  ')
export const smallM4a = (): Buffer => moving('M4A ')
export const smallHeic = (): Buffer =>
  Buffer.concat([box('ftyp', 'heic\0\0\0\0mif1heic'), box('meta', 'x'.repeat(64)), box('mdat', media)])
export const smallAmr = (): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), media])
export const smallMp3 = (): Buffer => {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64])
  return Buffer.concat([frame, frame, frame, frame])
}

export function smallWav(): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + media.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8_000, 24)
  header.writeUInt32LE(8_000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(media.length, 40)
  return Buffer.concat([header, media])
}

const officeTypes = (part: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.${part === 'word/document' ? 'wordprocessingml.document' : 'spreadsheetml.sheet'}.main+xml"/></Types>`

export const smallDocx = (): Buffer =>
  zip({ '[Content_Types].xml': officeTypes('word/document'), 'word/document.xml': '<w/>' })
export const smallXlsx = (): Buffer =>
  zip({ '[Content_Types].xml': officeTypes('xl/workbook'), 'xl/workbook.xml': '<x/>' })

/** An archive of stored, uncompressed entries. */
export function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt32LE(crc32(body), 14)
    local.writeUInt32LE(body.length, 18)
    local.writeUInt32LE(body.length, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 4)
    local.copy(central, 6, 4, 30)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), body)
    centrals.push(central, Buffer.from(name))
    offset += 30 + name.length + body.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
