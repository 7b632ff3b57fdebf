import { fileTypeFromBuffer } from 'file-type'
import { EvidenceKind } from '../evidence-kind.js'
import type { ReadAt } from '../sealed-object.js'
import { isMediaType, mediaTypes, type MediaType } from './media-type.js'
import { EvidenceRefused } from './refusal.js'

/** What is needed to look at a file wherever it lies. */
export type Content = { readAt: ReadAt; sizeBytes: number }

const headBytes = 1_048_576
/** A ZIP archive ends with a record of 22 bytes and a comment of up to 64 KiB. */
const zipTailBytes = 22 + 65_535
const zipEnd = Buffer.from('PK\x05\x06', 'latin1')

/**
 * The type of a file by its content.
 *
 * @throws EvidenceRefused where it is none of ours, not of the announced kind, two formats at once, or cut off
 */
export async function checkContent(content: Content, kind: EvidenceKind): Promise<MediaType> {
  const head = await content.readAt(0, headBytes)
  const type = await detect(head)
  if (!isMediaType(type)) throw new EvidenceRefused('UNKNOWN_TYPE')
  if (mediaTypes[type].kind !== kind) throw new EvidenceRefused('MISLABELLED')
  const tail = await content.readAt(Math.max(0, content.sizeBytes - zipTailBytes), zipTailBytes)
  refuseSecondFormat(type, head, tail)
  if (!(await isWhole(type, content, tail))) throw new EvidenceRefused('DAMAGED')
  return type
}

async function detect(head: Buffer): Promise<string | undefined> {
  try {
    const found = await fileTypeFromBuffer(head)
    return found?.mime
  } catch {
    // It reads on where a damaged header sends it.
    return undefined
  }
}

/** Readers of PDF search the first kilobyte for their header, those of ZIP the end, browsers the first kilobyte. */
function refuseSecondFormat(type: MediaType, head: Buffer, tail: Buffer): void {
  const beginning = head.subarray(0, 1024).toString('latin1').toLowerCase()
  const { frame } = mediaTypes[type]
  const isPdfToo = frame !== 'pdf' && beginning.includes('%pdf-')
  const isPageToo = /<(!doctype|html|script|svg|iframe|\?php)/.test(beginning)
  const isZipToo = frame !== 'zip' && endsAsZip(tail)
  if (isPdfToo || isPageToo || isZipToo) throw new EvidenceRefused('POLYGLOT')
}

/** An end record whose comment reaches exactly to the end of the file: four bytes alone may be chance. */
function endsAsZip(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf(zipEnd); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(zipEnd, at - 1)) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true
  }
  return false
}

function isWhole(type: MediaType, content: Content, tail: Buffer): Promise<boolean> | boolean {
  switch (mediaTypes[type].frame) {
    case 'boxes':
      return boxesEndWithFile(content, type)
    case 'riff':
      return riffFitsFile(content)
    case 'zip':
      // Without a comment, and nothing after it.
      return tail.length >= 22 && tail.subarray(-22).indexOf(zipEnd) === 0
    case 'pdf':
      return tail.subarray(-1024).includes('%%EOF')
    // Sanitising decodes an image to its end; formats without an end of their own cannot be judged.
    case 'image':
    case 'stream':
      return true
  }
}

/** ISO base media (MP4, MOV, M4A, HEIC): boxes one after the other, to the last byte. */
async function boxesEndWithFile({ readAt, sizeBytes }: Content, type: MediaType): Promise<boolean> {
  const seen = new Set<string>()
  let at = 0
  for (let count = 0; at < sizeBytes; count += 1) {
    const header = await readAt(at, 16)
    // A thousand top-level boxes are an attack, not a recording; fragments come in pairs.
    if (header.length < 8 || count > 20_000) return false
    seen.add(header.toString('latin1', 4, 8))
    const size = header.readUInt32BE(0)
    if (size === 0) break
    const length = size === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : size
    if (length < 8) return false
    at += length
  }
  const needed = mediaTypes[type].kind === EvidenceKind.PHOTO ? ['ftyp', 'meta'] : ['moov', 'mdat']
  return at <= sizeBytes && needed.every((name) => seen.has(name))
}

async function riffFitsFile({ readAt, sizeBytes }: Content): Promise<boolean> {
  const header = await readAt(0, 12)
  const told = header.readUInt32LE(4)
  // Recorders that stream write the length as 0 or as all ones.
  return told === 0 || told === 0xffffffff || told + 8 <= sizeBytes
}
