import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errors } from '@strapi/utils'
import { ZipFile } from 'yazl'
import type { Placement } from '../poster-rows'
import type { BatchOrder } from './batch-store'

/** The ZIP's own clock: equal orders give equal files. */
const mtime = new Date(2000, 0, 1)

export type SheetMaker = {
  poster: (placement: Placement) => Promise<Buffer>
  instructions: () => Promise<Buffer>
  addressOf: (code: string) => string
  /** Told after each sheet; false when nobody wants the batch any more. */
  onSheet: (count: { done: number; refused: number }) => Promise<boolean>
}

/** Nobody wants it any more. */
export class BatchRemoved extends Error {
  override name = 'BatchRemoved'
}

/**
 * Writes a batch sheet by sheet: the next is drawn when the one before is on its way to the disk, so that memory holds
 * one or two, whatever the size of the batch. What cannot be printed is told in the list and stops nothing.
 */
export async function writeZip(path: string, order: BatchOrder, make: SheetMaker): Promise<void> {
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream as Readable, createWriteStream(path, { mode: 0o600 }))
  try {
    await Promise.race([fill(zip, order, make), written.then(() => undefined)])
    zip.end()
    await written
  } catch (error) {
    ;(zip.outputStream as Readable).destroy()
    await written.catch(() => undefined)
    throw error
  }
}

async function fill(zip: ZipFile, order: BatchOrder, make: SheetMaker): Promise<void> {
  const rows: string[][] = []
  let refused = 0
  for (const placement of order.placements) {
    const made = await sheetOrRefusal(make, placement)
    const name = fileNameOf(placement, rows.length)
    if (typeof made === 'string') refused += 1
    else await add(zip, name, made)
    const told = typeof made === 'string' ? `未生成：${made}` : name
    rows.push([...columnsOf(placement, make.addressOf(placement.code)), told])
    if (!(await make.onSheet({ done: rows.length, refused }))) throw new BatchRemoved()
  }
  if (order.instructions.length > 0) await add(zip, '注册、使用和管理说明.pdf', await make.instructions())
  await add(zip, '清单.csv', csvOf(rows))
}

/** Done when the bytes have been taken; the ZIP keeps what it was given to its end, so it is given a hollow hull. */
function add(zip: ZipFile, name: string, bytes: Buffer): Promise<void> {
  const hull: { bytes?: Buffer } = { bytes }
  return new Promise((resolve, reject) => {
    zip.addReadStreamLazy(name, { mtime, compress: name.endsWith('.csv') }, (give) => {
      const stream = Readable.from([hull.bytes], { objectMode: false })
      delete hull.bytes
      stream.once('error', reject).once('close', resolve)
      give(null, stream)
    })
  })
}

async function sheetOrRefusal(make: SheetMaker, placement: Placement): Promise<Buffer | string> {
  try {
    return await make.poster(placement)
  } catch (error) {
    if (error instanceof errors.ApplicationError) return error.message
    throw error
  }
}

const headings = ['点位编号', '单位或场所', '行政区划代码', '点位类型', '纬度', '经度', '二维码地址', '文件']
const placeTypes: Record<string, string> = {
  FACTORY_GATE: '厂区门口',
  CROWDED_PLACE: '人员密集场所',
  OFFICIAL_SITE: '部门网站',
  OFFICIAL_ACCOUNT: '部门官方公众号',
  REGION: '地区通用',
  OTHER: '其他',
}

function columnsOf(placement: Placement, address: string): string[] {
  const { code, unit, regionCode, placeType, latitude, longitude } = placement
  const place = [String(latitude ?? ''), String(longitude ?? '')]
  return [code, unit, regionCode, placeTypes[placeType] ?? placeType, ...place, address]
}

/** With a mark of its encoding, which spreadsheets need; what they would take for a formula stands as text. */
function csvOf(rows: readonly string[][]): Buffer {
  const cell = (text: string): string =>
    `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  const lines = [headings, ...rows].map((row) => row.map(cell).join(','))
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

/** Told apart by number and code, which is what somebody with a stack of paper looks for; the unit makes it readable. */
function fileNameOf({ regionCode, unit, code }: Placement, i: number): string {
  const safe = unit
    .replace(/[^\p{L}\p{N}（）()、-]+/gu, ' ')
    .trim()
    .slice(0, 40)
  return `${String(i + 1).padStart(4, '0')}-${regionCode}-${safe}-${code}.pdf`
}
