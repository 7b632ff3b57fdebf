import { createHash } from 'node:crypto'
import { escape } from '../content-subgraph/body'
import type { PublicView } from './public-view'

const style = `
:root { color-scheme: light; --ink: #1c2733; --faint: #5b6b7b; --line: #dfe5ea; --sign: #0b5c99 }
* { box-sizing: border-box }
body { margin: 0; background: #f4f6f8; color: var(--ink); overflow-wrap: anywhere;
  font: 17px/1.85 "PingFang SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif }
.mark { position: sticky; top: 0; z-index: 1; padding: 10px 20px; background: #fff4d6; color: #6b4a00;
  border-bottom: 2px solid #e0a100; font-size: 15px; line-height: 1.6; text-align: center }
.mark strong { display: block; font-size: 17px }
main { max-width: 46rem; margin: 0 auto; padding: 28px 20px 56px; background: #fff; min-height: 100vh }
h1 { margin: 0 0 16px; font-size: clamp(22px, 5vw, 30px); line-height: 1.4; text-wrap: balance }
h2, h3 { margin: 1.6em 0 .4em; line-height: 1.5; font-size: 19px }
h3 { font-size: 17px }
p { margin: .7em 0 }
a { color: var(--sign) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 0 20px; padding: 14px 0;
  border-block: 1px solid var(--line); font-size: 15px }
dt { color: var(--faint) }
dd { margin: 0 }
ol, ul { padding-inline-start: 1.6em }
blockquote { margin: 1em 0; padding-inline-start: 16px; border-inline-start: 4px solid var(--line); color: var(--faint) }
pre { overflow-x: auto; padding: 12px; background: #f4f6f8 }
figure { margin: 1.2em 0 }
img { max-width: 100%; height: auto; border-radius: 4px }
figcaption { color: var(--faint); font-size: 14px }
.file::before { content: "附件文件："; color: var(--faint) }
@media print { .mark { position: static } }`

/** Nothing runs on the page, nothing is fetched but its pictures, and only the desk may frame it. */
export const previewHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': [
    `default-src 'none'`,
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'self'`,
  ].join('; '),
}

export function previewPage(view: PublicView, marks: readonly string[], pictures: string): string {
  const facts = view.facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`)
    .join('')
  const [first = '', ...others] = marks.map(escape)
  const mark = `<div class="mark" role="status"><strong>${first}</strong>${others.join('<br>')}</div>`
  const known = facts === '' ? '' : `<dl>${facts}</dl>`
  return page(view.title, `${mark}<main><h1>${escape(view.title)}</h1>${known}${view.html}${pictures}</main>`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · 预览</title><style>${style}</style></head><body>${body}</body></html>`
}

/** Said alike to whoever has no right, no cookie or an old link. */
export const closedPage = page(
  '预览已失效',
  `<main><h1>预览已失效</h1>${'<p>预览只在您自己的浏览器里有效五分钟。请回到宣传发布台，重新点击“预览”。</p>'}</main>`,
)
