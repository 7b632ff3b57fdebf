import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { linesOfPdf, picturesOfPdf } from '../../../test/support/pdf.js'
import { openDocument, type DocumentWriter } from './document-writer.js'
import type { Cell } from './table-layout.js'
import { writeTable } from './write-table.js'

const madeAt = new Date('2026-12-21T02:00:00Z')
const made = async (write: (document: DocumentWriter) => void): Promise<Uint8Array> => {
  const document = await openDocument({ title: '试验', madeAt })
  write(document)
  return document.finish()
}
const rows = (texts: readonly (readonly string[])[]): Cell[] =>
  texts.flatMap((cells, row) => cells.map((text, column) => ({ row, column, text })))

test('a text can be read from the file as it was written, with its pages counted', async () => {
  const lines = await linesOfPdf(
    await made((document) =>
      document.paragraph('《举报小程序推广应用工作情况报告》\n共12350字', { align: 'center' }),
    ),
  )
  expect(lines).toEqual([['《举报小程序推广应用工作情况报告》', '共12350字', '第 1 页 共 1 页']])
})

test('the same content at the same moment is the same file', async () => {
  const hash = async () => {
    const bytes = await made((document) => writeTable(document, rows([['一', '二']]), { widths: [1, 1] }))
    return createHash('sha256').update(bytes).digest('hex')
  }
  expect(await hash()).toBe(await hash())
})

test('a file holds the glyphs it shows and not the whole font', async () => {
  expect((await made((document) => document.paragraph('安灯'))).length).toBeLessThan(60_000)
})

test('a long table repeats its head on every page and loses no row', async () => {
  const table = rows([
    ['序号', '单位'],
    ...Array.from({ length: 60 }, (_, index) => [String(index), `单位${index}`]),
  ])
  const pages = await linesOfPdf(
    await made((document) => writeTable(document, table, { widths: [1, 3], headerRows: 1 })),
  )
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) expect(page.join(' ')).toMatch(/^序号\s*单位/)
  const all = pages.flat().join(' ')
  for (let index = 0; index < 60; index += 1) expect(all).toContain(`单位${index}`)
})

test('a row higher than a page goes on over the next', async () => {
  const long = '加强领导健全机制'.repeat(400)
  const pages = await linesOfPdf(
    await made((document) => writeTable(document, rows([['说明', long]]), { widths: [1, 1] })),
  )
  expect(pages.length).toBeGreaterThan(1)
  const text = pages.map((page) => page.filter((line) => !line.startsWith('第')).join('')).join('')
  expect(text.replaceAll(/[\s说明]/g, '') === long).toBe(true)
})

test('every character leaves ink on the page, in either weight', async () => {
  const characters = Array.from(
    '举报小程序推广应用工作情况报告应急管理部门网站官方微信公众号生产经营单位覆盖社区填联系电话时间张贴海展板手册0123456789ABCabc（）、，。',
  )
  const cell = 20
  const place = (index: number) => ({ x: (index % 20) * cell, top: Math.floor(index / 20) * cell })
  const bytes = await made((document) => {
    for (const [row, weight] of (['regular', 'bold'] as const).entries())
      for (const [index, character] of characters.entries()) {
        const { x, top } = place(index)
        document.textAt(character, { x, top: top + row * 200, size: 14, weight })
      }
  })
  const [page] = await picturesOfPdf(bytes, 1)
  const { data, info } = await sharp(page).greyscale().raw().toBuffer({ resolveWithObject: true })
  const inkAt = (x: number, y: number): number => {
    let ink = 0
    for (let dy = 0; dy < cell; dy += 1)
      for (let dx = 0; dx < cell; dx += 1) if ((data[(y + dy) * info.width + x + dx] ?? 255) < 128) ink += 1
    return ink
  }
  const [left, top] = [62, 85]
  for (const row of [0, 1]) {
    const blank = characters.filter((_, index) => {
      const at = place(index)
      return inkAt(left + at.x, top + at.top + row * 200) === 0
    })
    expect(blank).toEqual([])
  }
})

test('what no font knows and what is no character do no harm', async () => {
  const [page] = await linesOfPdf(await made((document) => document.paragraph('一\u0000二\t三\u202e四😀𠮷')))
  expect(page?.[0]).toMatch(/^一 二 三 四/)
})
