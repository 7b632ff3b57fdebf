import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PDFDocument, PDFName } from 'pdf-lib'
import sharp from 'sharp'
import { createCode } from '../src/posters/code'
import { contrast, readableOn } from '../src/posters/colours'
import { imageWidths, makePosterImage, makePosterPdf, type PosterOrder } from '../src/posters/compose'
import { breakLines } from '../src/posters/line-breaking'
import { openTypefaces } from '../src/posters/typeface'
import { accessibleText, wordsOf, type TemplateWords } from '../src/posters/words'
import { createPlacementCode } from '../src/publication/placement-code'
import { closePdf, scanned, seenPdf } from './support/pdf'

const typefaces = openTypefaces()
const template: TemplateWords = {
  title: '厂区门口公示牌',
  headline: '发现危险，请告诉我们',
  slogan: '可以匿名，实名有奖，严格保密',
  lines: '重大事故隐患，违规动火、带病运行\n瞒报、谎报生产安全事故\n无证生产\n强令冒险作业',
  steps: '扫码，选择实名或者匿名\n写清在哪里、有什么危险\n记下查询码，凭它看进度',
  privacy: '姓名和电话加密封存，与举报内容分开保管，开启须两人同意，每一次都有记录。',
  reward: '实名举报经核查属实的，按规定给予奖励。',
  phone: null,
  authority: '示例市应急管理部门',
  footer: '扫码不会留下您的身份。',
  accentColour: '#c8102e',
}
const code = createPlacementCode()
const payload = `https://jubao.example.invalid/p/${code}`
const order = (more: Partial<PosterOrder> = {}, words: Partial<TemplateWords> = {}): PosterOrder => ({
  template: { ...template, ...words },
  placement: { code, unit: '示例机械厂东门', regionCode: '410100' },
  payload,
  paper: 'A4',
  orientation: 'PORTRAIT',
  ...more,
})

after(closePdf)

const boxOf = (box: { x: number; y: number; width: number; height: number }): number[] =>
  [box.x, box.y, box.width, box.height].map((points) => Math.round((points / 72) * 254) / 10)

for (const paper of ['A3', 'A4'] as const)
  for (const orientation of ['PORTRAIT', 'LANDSCAPE'] as const)
    test(`${paper} ${orientation}: Chinese as text, a code that scans, boxes in millimetres`, async () => {
      const pdf = await makePosterPdf(order({ paper, orientation }), typefaces, { bleed: true })
      const { words, code: read } = await seenPdf(pdf, paper === 'A3' ? 2 : 3)
      assert.equal(read, payload)
      for (const text of ['发现危险，', '请告诉我们', '12350', '示例机械厂东门', code, '示例市应急管理部门'])
        assert.ok(words.includes(text), text)
      const page = (await PDFDocument.load(pdf)).getPage(0)
      const [short, long] = paper === 'A3' ? [297, 420] : [210, 297]
      const [width, height] = orientation === 'PORTRAIT' ? [short, long] : [long, short]
      assert.deepEqual(boxOf(page.getTrimBox()), [10, 10, width, height])
      assert.deepEqual(boxOf(page.getBleedBox()), [7, 7, width + 6, height + 6])
      assert.deepEqual(boxOf(page.getMediaBox()), [0, 0, width + 20, height + 20])
    })

test('without bleed the paper is the sheet, and no mark stands on it', async () => {
  const pdf = await makePosterPdf(order(), typefaces, { bleed: false })
  const page = (await PDFDocument.load(pdf)).getPage(0)
  assert.deepEqual(boxOf(page.getMediaBox()), [0, 0, 210, 297])
  assert.deepEqual(boxOf(page.getTrimBox()), [0, 0, 210, 297])
})

test('two fonts are embedded, with the glyphs shown and no others, and the file tells title and language', async () => {
  const pdf = await makePosterPdf(order(), typefaces, { bleed: false })
  assert.ok(pdf.length < 200_000, String(pdf.length))
  const document = await PDFDocument.load(pdf)
  const text = pdf.toString('latin1')
  assert.equal(text.match(/\/FontFile2 /g)?.length, 2)
  assert.match(text, /\/BaseFont \/[A-Z]{6}\+NotoSansSC-Bold/)
  assert.match(text, /\/BaseFont \/[A-Z]{6}\+NotoSansSC-Regular/)
  assert.equal(document.getTitle(), `发现危险，请告诉我们（厂区门口公示牌，${code}）`)
  assert.match(String(document.catalog.get(PDFName.of('Lang'))), /zh-CN/)
  assert.match(text, /\/Marked true/)
  assert.match(text, /\/S \/H1/)
  assert.match(text, /\/S \/Figure/)
})

test('the same words make the same bytes, today and tomorrow', async () => {
  const [one, other] = [
    await makePosterPdf(order(), openTypefaces(), { bleed: true }),
    await makePosterPdf(order(), typefaces, { bleed: true }),
  ]
  assert.ok(one.equals(other))
  assert.ok(
    (await makePosterImage(order(), typefaces, 'small')).equals(
      await makePosterImage(order(), typefaces, 'small'),
    ),
  )
})

test('the picture for the web scans too, in every size', async () => {
  for (const size of ['medium', 'large'] as const) {
    const picture = await makePosterImage(order(), typefaces, size)
    assert.equal((await sharp(picture).metadata()).width, imageWidths[size])
    assert.equal(await scanned(picture), payload)
  }
})

test('a character that the font lacks is named, and nothing is printed', async () => {
  for (const [words, name] of [
    [{ headline: '发现危险😀' }, /“大字标题”中的字符“😀”（U\+1F600）/],
    [{ privacy: '𠮷' }, /“隐私保护”中的字符“𠮷”（U\+20BB7）/],
    [{ lines: '看不见\u200b的' }, /“正文”中的字符U\+200B/],
  ] as const)
    await assert.rejects(makePosterPdf(order({}, words), typefaces, { bleed: false }), name)
  const placement = { code, unit: '𠮷祥厂', regionCode: '410100' }
  await assert.rejects(
    makePosterPdf(order({ placement }), typefaces, { bleed: false }),
    /“单位或场所”中的字符“𠮷”/,
  )
})

test('what is too long is refused by its name, and what just fits stays on the sheet', async () => {
  await assert.rejects(
    makePosterPdf(order({}, { lines: '事故隐患和违法行为都可以举报'.repeat(42) }), typefaces, {
      bleed: false,
    }),
    /文字太多，一张海报放不下.*“正文”最长，有 588 字/,
  )
  await assert.rejects(
    makePosterPdf(order({}, { phone: 'x'.repeat(60) }), typefaces, { bleed: false }),
    /“举报电话”过长/,
  )
  const placement = { code, unit: '示例（东方）机械装备制造股份有限责任公司'.repeat(6), regionCode: '410100' }
  const headline = '发现身边的危险和违法行为请马上告诉我们我们为您严格保密并按规定给予奖励请放心'
  for (const orientation of ['PORTRAIT', 'LANDSCAPE'] as const) {
    const pdf = await makePosterPdf(order({ placement, orientation }, { headline }), typefaces, {
      bleed: false,
    })
    const { words, code: read } = await seenPdf(pdf)
    assert.equal(read, payload)
    assert.ok(words.includes(placement.unit))
    assert.ok(words.includes(headline))
  }
})

test('a mini-program code stands beside the plain one, which still scans', async () => {
  const bytes = await sharp({ create: { width: 430, height: 430, channels: 3, background: '#07c160' } })
    .png()
    .toBuffer()
  for (const orientation of ['PORTRAIT', 'LANDSCAPE'] as const) {
    const pdf = await makePosterPdf(
      order({ orientation, programCode: { bytes, mime: 'image/png' } }),
      typefaces,
      { bleed: false },
    )
    const { words, code: read } = await seenPdf(pdf)
    assert.equal(read, payload)
    assert.ok(words.includes('打开小程序'))
  }
})

test('a code is read with a tenth of it torn away', async () => {
  const { size, isDark } = createCode(payload)
  const pixels = Buffer.alloc((size + 8) ** 2, 255)
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      // A strip across the middle is worn white.
      if (isDark(row, column) && !(row > 15 && row < 19 && column > 10))
        pixels[(row + 4) * (size + 8) + column + 4] = 0
  const picture = await sharp(pixels, { raw: { width: size + 8, height: size + 8, channels: 1 } })
    .resize(600, 600, { kernel: 'nearest' })
    .png()
    .toBuffer()
  assert.equal(await scanned(picture), payload)
})

test('no line begins with a mark or ends with an opening one, whatever its width', () => {
  const measure = (text: string): number =>
    [...text].reduce((sum, character) => sum + (character < '\u0100' ? 0.5 : 1), 0)
  const text = '可以举报：（一）重大事故隐患、违法行为；（二）“瞒报”“谎报”事故……请拨打12350——24小时有人接听。'
  for (let width = 6; width < 40; width += 1)
    for (const manner of ['display', 'phrase', 'prose'] as const) {
      const lines = breakLines(text, { width, measure, manner }) ?? []
      assert.equal(lines.map((line) => line.text).join(''), text)
      for (const line of lines) {
        assert.ok(line.width <= width + 1e-6)
        assert.doesNotMatch(line.text, /^[、，。；：）”…—]/)
        assert.doesNotMatch(line.text, /[（“]$/)
      }
      assert.ok(lines.some((line) => line.text.includes('12350')))
    }
  assert.equal(breakLines('https://example.invalid/long', { width: 5, measure, manner: 'prose' }), undefined)
})

test('words on a colour can be read, whichever colour an editor chose', () => {
  // All of it is large, for which WCAG asks 3.
  for (const accent of ['#c8102e', '#ffffff', '#000000', '#ffd400', '#0b5cad', '#777777'])
    assert.ok(contrast(accent, readableOn(accent)) >= 3.5, accent)
})

test('who cannot see the poster hears all of it', () => {
  const heard = accessibleText(wordsOf(template, { code, unit: '示例机械厂东门', regionCode: '410100' }))
  for (const words of ['发现危险，请告诉我们', '开启须两人同意', '12350', code, '1. 扫码，选择实名或者匿名'])
    assert.ok(heard.includes(words), words)
})
