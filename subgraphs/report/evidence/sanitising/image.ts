import sharp from 'sharp'
import type { MediaType } from '../content/media-type.js'
import { EvidenceRefused } from '../content/refusal.js'

/** Beyond it an image is a bomb, not a photo: the largest sensor of a phone in its usual modes stays below. */
const mostPixels = 120_000_000

export type SanitisedCopy = { bytes: Buffer; mediaType: MediaType }

/**
 * Draws an image anew, upright and without anything but its pixels: no place, camera, time or thumbnail, and of an
 * animation the first picture.
 *
 * @throws EvidenceRefused where it cannot be decoded to its end, or is too large to be
 */
export async function sanitiseImage(bytes: Buffer, type: MediaType): Promise<SanitisedCopy> {
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated', sequentialRead: true })
    const upright = image.autoOrient().toColourspace('srgb')
    if (type === 'image/jpeg')
      return { bytes: await upright.jpeg({ quality: 92 }).toBuffer(), mediaType: 'image/jpeg' }
    if (type === 'image/webp')
      return { bytes: await upright.webp({ quality: 92 }).toBuffer(), mediaType: 'image/webp' }
    return { bytes: await upright.png().toBuffer(), mediaType: 'image/png' }
  } catch (error) {
    const tooLarge = error instanceof Error && error.message.includes('pixel limit')
    throw new EvidenceRefused(tooLarge ? 'TOO_MANY_PIXELS' : 'DAMAGED', error)
  }
}
