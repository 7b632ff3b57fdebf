import sharp from 'sharp'
import { mediaTypes, type MediaType } from '../content/media-type.js'
import { sanitiseImage, type SanitisedCopy } from './image.js'
import { sanitisePdf } from './pdf.js'

/** @returns undefined where no copy can be made that is sure to tell nothing of its maker */
export type Sanitise = (bytes: () => Promise<Buffer>, type: MediaType) => Promise<SanitisedCopy | undefined>

/** One file after the other: a picture unpacked takes many times the memory of its file. */
export function createSanitise(): Sanitise {
  sharp.cache(false)
  sharp.concurrency(1)
  let last: Promise<unknown> = Promise.resolve()
  return (bytes, type) => {
    const { frame } = mediaTypes[type]
    if (frame !== 'image' && frame !== 'pdf') return Promise.resolve(undefined)
    const next = last.then(async () => makeCopy(await bytes(), type))
    last = next.catch(() => undefined)
    return next
  }
}

async function makeCopy(bytes: Buffer, type: MediaType): Promise<SanitisedCopy | undefined> {
  if (mediaTypes[type].frame === 'image') return sanitiseImage(bytes, type)
  const copy = await sanitisePdf(bytes)
  return copy === undefined ? undefined : { bytes: copy, mediaType: 'application/pdf' }
}
