/** A font file with its tables, read once. */
export type FontFile = {
  table: (tag: string) => Buffer | undefined
  glyph: (id: number) => Buffer
  metric: (id: number) => { advance: number; bearing: number }
}

/**
 * Reads a TrueType file as far as embedding needs it (ISO/IEC 14496-22). fontkit writes subsets of its own, but lays
 * outlines of odd length at odd offsets, which readers of PDF take for other outlines.
 */
export function readFontFile(bytes: Buffer): FontFile {
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < bytes.readUInt16BE(4); i += 1) {
    const entry = 12 + i * 16
    const start = bytes.readUInt32BE(entry + 8)
    const tag = bytes.toString('latin1', entry, entry + 4)
    tables.set(tag, bytes.subarray(start, start + bytes.readUInt32BE(entry + 12)))
  }
  const need = (tag: string): Buffer => {
    const found = tables.get(tag)
    if (found === undefined) throw new Error(`the font has no table ${tag}`)
    return found
  }
  const [loca, glyf, hmtx] = [need('loca'), need('glyf'), need('hmtx')]
  const isLong = need('head').readInt16BE(50) === 1
  const offset = (id: number): number => (isLong ? loca.readUInt32BE(id * 4) : loca.readUInt16BE(id * 2) * 2)
  const metrics = need('hhea').readUInt16BE(34)
  return {
    table: (tag) => tables.get(tag),
    glyph: (id) => glyf.subarray(offset(id), offset(id + 1)),
    metric: (id) => {
      const last = metrics - 1
      const bearing = id <= last ? id * 4 + 2 : metrics * 4 + (id - metrics) * 2
      return { advance: hmtx.readUInt16BE(Math.min(id, last) * 4), bearing: hmtx.readInt16BE(bearing) }
    },
  }
}

/** The part of a font that holds the glyphs, numbered as they stand; the first is the one for what is missing. */
export function subsetFont(font: FontFile, wanted: readonly number[]): Buffer {
  const ids = [...wanted]
  const glyphs: Buffer[] = []
  for (let i = 0; i < ids.length; i += 1) glyphs.push(renumbered(font.glyph(ids[i] ?? 0), ids))
  const loca = Buffer.alloc((ids.length + 1) * 4)
  const hmtx = Buffer.alloc(ids.length * 4)
  let end = 0
  ids.forEach((id, i) => {
    const { advance, bearing } = font.metric(id)
    hmtx.writeUInt16BE(advance, i * 4)
    hmtx.writeInt16BE(bearing, i * 4 + 2)
    loca.writeUInt32BE(end, i * 4)
    end += padded(glyphs[i] ?? Buffer.alloc(0)).length
  })
  loca.writeUInt32BE(end, ids.length * 4)
  const changed = (tag: string, at: number, value: number): Buffer => {
    const table = Buffer.from(font.table(tag) ?? Buffer.alloc(0))
    table.writeUInt16BE(value, at)
    return table
  }
  return writeFontFile([
    ...['cvt ', 'fpgm'].map((tag): [string, Buffer | undefined] => [tag, font.table(tag)]),
    ['glyf', Buffer.concat(glyphs.map(padded))],
    ['head', changed('head', 50, 1)],
    ['hhea', changed('hhea', 34, ids.length)],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', changed('maxp', 4, ids.length)],
    ['prep', font.table('prep')],
  ])
}

/** A glyph made of others names them by number; those come along. */
function renumbered(glyph: Buffer, ids: number[]): Buffer {
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) return glyph
  const copy = Buffer.from(glyph)
  for (let at = 10; ;) {
    const flags = copy.readUInt16BE(at)
    const part = copy.readUInt16BE(at + 2)
    if (!ids.includes(part)) ids.push(part)
    copy.writeUInt16BE(ids.indexOf(part), at + 2)
    // Words or bytes for the place; then one, two or four numbers for the scale.
    at += 4 + (flags & 0x1 ? 4 : 2) + (flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0)
    if (!(flags & 0x20)) return copy
  }
}

function writeFontFile(given: readonly [tag: string, table: Buffer | undefined][]): Buffer {
  const tables = given.filter((entry): entry is [string, Buffer] => entry[1] !== undefined)
  const header = Buffer.alloc(12 + tables.length * 16)
  const power = Math.floor(Math.log2(tables.length))
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(tables.length, 4)
  header.writeUInt16BE(16 * 2 ** power, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE(tables.length * 16 - 16 * 2 ** power, 10)
  let start = header.length
  tables.forEach(([tag, table], i) => {
    header.write(tag, 12 + i * 16, 'latin1')
    header.writeUInt32BE(checksum(table), 16 + i * 16)
    header.writeUInt32BE(start, 20 + i * 16)
    header.writeUInt32BE(table.length, 24 + i * 16)
    start += padded(table).length
  })
  return Buffer.concat([header, ...tables.map(([, table]) => padded(table))])
}

function padded(table: Buffer): Buffer {
  const missing = (4 - (table.length % 4)) % 4
  return missing === 0 ? table : Buffer.concat([table, Buffer.alloc(missing)])
}

function checksum(table: Buffer): number {
  const whole = padded(table)
  let sum = 0
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0
  return sum
}
