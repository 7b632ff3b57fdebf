const startOfScan = 0xda
const adobe = 0xee

/**
 * A JPEG without its application segments and comments, pixels untouched. Adobe's segment stays: it says how the
 * colours are to be read.
 *
 * @returns undefined where its segments do not follow one another
 */
export function stripJpegSegments(jpeg: Buffer): Buffer | undefined {
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8) return undefined
  const kept = [jpeg.subarray(0, 2)]
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0
    const end = at + 2 + jpeg.readUInt16BE(at + 2)
    if (marker === startOfScan) return Buffer.concat([...kept, untilEnd(jpeg.subarray(at))])
    const isMeta = (marker >= 0xe0 && marker <= 0xef && marker !== adobe) || marker === 0xfe
    if (!isMeta) kept.push(jpeg.subarray(at, end))
    at = end
  }
  return undefined
}

/** Phones append a second picture, with metadata of its own, after the end of the first. */
function untilEnd(scan: Buffer): Buffer {
  const end = scan.indexOf(Buffer.of(0xff, 0xd9))
  return end < 0 ? scan : scan.subarray(0, end + 2)
}
