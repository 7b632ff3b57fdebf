import { afterAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { openDrawing } from './drawing.js'
import { funnelPicture, heatPicture, trendPicture } from './options.js'

const caption = { title: '举报与受理趋势', subtitle: '河南省，2026 年', source: '截至 2026-11-22' }
const trend = trendPicture(caption, {
  buckets: ['2026-01', '2026-02'],
  series: [
    { name: '收到举报', values: [3, 4] },
    { name: '受理案件', values: [2, 3] },
  ],
})

describe('a chart', () => {
  const lifecycle = new Lifecycle(silentLog)
  const draw = openDrawing(lifecycle)
  afterAll(() => lifecycle.close())

  it('is an SVG without letters that need a font, with its words beside it', async () => {
    const svg = (await draw({ ...trend, format: 'svg' })).toString()
    expect(svg).toMatch(/^<svg [^>]*role="img"><title>举报与受理趋势（河南省，2026 年）<\/title>/)
    expect(svg).toContain('<desc>2026-01：收到举报 3，受理案件 2；2026-02：收到举报 4，受理案件 3</desc>')
    expect(svg).not.toMatch(/<text|<script|href|@font-face/)
  })

  it('is a PNG of twice as many pixels, in which Chinese is Chinese', async () => {
    const drawn = async (title: string) => {
      const png = await draw({
        ...trendPicture({ ...caption, title }, { buckets: [], series: [] }),
        format: 'png',
      })
      const { info, data } = await sharp(png)
        .extract({ left: 40, top: 30, width: 400, height: 60 })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect(info.width).toBe(400)
      return data
    }
    expect((await sharp(await draw({ ...trend, format: 'png' })).metadata()).width).toBe(1920)
    const [one, same, other] = await Promise.all([
      drawn('安全生产举报'),
      drawn('安全生产举报'),
      drawn('矿山事故瞒报'),
    ])
    expect(one.equals(same)).toBe(true)
    // Characters without a glyph would all be the same box.
    expect(one.equals(other)).toBe(false)
  })

  it('says how many of the whole came how far, and stands with nothing to show', async () => {
    const stages = [
      { name: '已提交', value: 8 },
      { name: '已受理', value: 6 },
    ]
    expect(funnelPicture(caption, stages).description).toBe('已提交 8（100.0%）；已受理 6（75.0%）')
    const nothing = [
      funnelPicture(caption, []),
      heatPicture(caption, []),
      trendPicture(caption, { buckets: [], series: [] }),
    ]
    for (const picture of nothing)
      expect((await draw({ ...picture, format: 'svg' })).length).toBeGreaterThan(1_000)
  })

  it('lists sub-regions by how much is there', () => {
    const picture = heatPicture(caption, [
      { name: '开封市', value: 1 },
      { name: '洛阳市', value: 7 },
      { name: '安阳市', value: 1 },
    ])
    expect(picture.description).toBe('洛阳市 7；安阳市 1；开封市 1')
  })

  it('goes on after one that cannot be drawn, and escapes what it is given', async () => {
    const broken = { ...trend, width: -1, height: -1, format: 'png' as const }
    await expect(draw(broken)).rejects.toThrow('could not be drawn')
    const picture = heatPicture({ ...caption, title: '<script>&' }, [{ name: '<b>', value: 1 }])
    const svg = (await draw({ ...picture, format: 'svg' })).toString()
    expect(svg).toContain('<title>&lt;script&gt;&amp;（')
    expect(svg).not.toMatch(/<script|<b>/)
  })

  it('refuses when too many wait', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 40 }, async () => draw({ ...trend, format: 'svg' })),
    )
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(24)
    expect(String(refused[0]?.reason)).toContain('Too many charts')
  })
})
