import { createHash } from 'node:crypto'
import type { Core } from '@strapi/strapi'
import { coveringCodes } from '../content-subgraph/region-codes'
import { isPublic } from '../content-subgraph/public-page'
import { isPlacementCode } from '../publication/placement-code'
import type { ScanCounter } from '../scans/scan-counter'
import { hotline } from './words'

type Context = {
  params: Record<string, string | undefined>
  method: string
  status: number
  body: unknown
  set: (headers: Record<string, string>) => void
}
type Found = { unit: string; regionCode: string }
type Entry = { title: string; address: string; source: string }

const style = `body{margin:0;font:18px/1.7 system-ui,"Noto Sans SC","PingFang SC",sans-serif;color:#1b2430;background:#f6f7f9}
main{max-width:36rem;margin:0 auto;padding:0 1.25rem 3rem}header{background:#c8102e;color:#fff;padding:2rem 1.25rem}
header div{max-width:36rem;margin:0 auto}h1{margin:0;font-size:1.7rem}section{background:#fff;border-radius:12px;padding:1rem 1.25rem;margin-top:1rem}
h2{font-size:1.15rem;margin:0 0 .5rem}a.go{display:block;background:#c8102e;color:#fff;text-align:center;border-radius:8px;padding:.8rem;margin:.6rem 0;text-decoration:none}
ol{padding-left:1.4rem;margin:.3rem 0}small{color:#4a5563}`
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/**
 * Where a sign leads while no front end of its own is set (`CMS_LANDING_URL`): which place it hangs at, the ways to
 * report from there with the placement chosen (B16), and the hotline. No script, no cookie, nothing from elsewhere; an
 * unknown code gets the same page without the place.
 */
export function serveLandingPage(strapi: Core.Strapi, counter: () => ScanCounter | undefined): void {
  const select = async <Row>(sql: string, values: unknown[]): Promise<Row[]> =>
    (await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)).rows
  const show = async (context: Context): Promise<void> => {
    const { code = '' } = context.params
    const isCode = isPlacementCode(code)
    if (isCode && context.method === 'GET') counter()?.record(code)
    const [found] = isCode
      ? await select<Found>(
          `SELECT unit, region_code AS "regionCode" FROM qr_placements WHERE code = ? AND published_at IS NOT NULL LIMIT 1`,
          [code],
        )
      : []
    const entries = await select<Entry>(
      `SELECT title, address, source FROM entry_links e
        WHERE ${isPublic('entry_links', 'e')} AND kind = 'WEBSITE'
          AND (nullif(nullif(region_code, ''), '000000') IS NULL OR region_code = ANY(?::text[]))
        ORDER BY length(coalesce(region_code, '')) DESC, position LIMIT 3`,
      [found === undefined ? [] : coveringCodes(found.regionCode)],
    )
    context.set({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    context.status = 200
    context.body = pageOf({ code: isCode ? code : undefined, found, entries })
  }
  strapi.server.routes([{ method: 'GET', path: '/p/:code', handler: show as never, config: { auth: false } }])
}

function pageOf(shown: { code: string | undefined; found: Found | undefined; entries: Entry[] }): string {
  const { code, found, entries } = shown
  const place =
    code === undefined
      ? '<p>公示牌编号没有读对，请重新扫码；也可以直接拨打举报电话。</p>'
      : found === undefined
        ? ''
        : `<p>您扫描的是：<strong>${escaped(found.unit)}</strong><br><small>地区代码 ${escaped(found.regionCode)}，点位编号 ${code}。举报入口会带上点位编号，方便选好地区和单位。</small></p>`
  const links = entries
    .filter(({ address }) => /^https?:/.test(address) && URL.canParse(address))
    .map(({ title, address, source }) => {
      const url = new URL(address)
      url.searchParams.set('source', source)
      if (code !== undefined) url.searchParams.set('placement', code)
      return `<a class="go" rel="noreferrer" href="${escaped(url.href)}">${escaped(title)}</a>`
    })
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>安全生产举报</title><style>${style}</style></head><body><header><div><h1>发现危险，请告诉我们</h1></div></header><main>
<section>${place}${links.join('')}<p>不方便上网，请拨打 <a href="tel:${hotline}"><strong>${hotline}</strong></a>。</p></section>
<section><h2>怎么举报</h2><ol><li>阅读举报须知，选择实名或者匿名。</li><li>写清在哪里、有什么危险，可以拍照。</li><li>记下查询码，凭它看进度。</li></ol></section>
<section><h2>扫码不会留下您的身份</h2><p>二维码只含点位编号。本页不使用 Cookie，不记录您的网络地址；只给这块公示牌当天的扫码次数加一，扫码也不与举报关联。</p></section>
</main></body></html>`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${String(mark.charCodeAt(0))};`)
