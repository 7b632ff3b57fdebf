import { escape, renderHtml, type Images } from '../content-subgraph/body'
import { linesOf } from '../content-subgraph/day'

type Draft = Record<string, unknown>
/** A text as the public meets it: what it is called, what is known of it, and its words. */
export type PublicView = {
  title: string
  facts: (readonly [label: string, value: string])[]
  html: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const parts = (value: unknown): Draft[] => (Array.isArray(value) ? (value as Draft[]) : [])
const region = (value: unknown): string => (text(value) === '' ? '全国' : text(value))

function paragraphs(value: unknown): string {
  return linesOf(text(value))
    .map((line) => renderHtml([{ type: 'paragraph', children: [{ type: 'text', text: line }] }]))
    .join('')
}

/** 2026-01-05 as 2026年1月5日. */
function day(value: unknown): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text(value)) ?? []
  return year === undefined ? '' : `${year}年${String(Number(month))}月${String(Number(date))}日`
}

function clauses(value: unknown): string {
  return parts(value)
    .map(({ number, title, text: words }) => {
      const heading = escape(`${text(number)} ${text(title)}`.trim())
      return `<section><h2>${heading}</h2>${paragraphs(words)}</section>`
    })
    .join('')
}

function annexes(value: unknown): string {
  const list = parts(value).map(({ title, text: words, file }) => {
    const name = text((file as Draft | null | undefined)?.['name'])
    const attached = name === '' ? '' : `<p class="file">${escape(name)}</p>`
    return `<section><h3>${escape(text(title))}</h3>${paragraphs(words)}${attached}</section>`
  })
  return list.length === 0 ? '' : `<h2>附件</h2>${list.join('')}`
}

const versioned: View = (draft) => ({
  title: text(draft['title']),
  facts: [['版本', `第 ${String(draft['version'])} 版`]],
  html: paragraphs(draft['preface']) + clauses(draft['clauses']),
})

type View = (draft: Draft, images: Images) => PublicView

/** Fields the graph gives the public, and no other: what is for the desk alone is not in a preview either. */
export const publicViews: Record<string, View> = {
  'api::notice.notice': (draft, images) => ({
    title: text(draft['title']),
    facts: [
      ['发文机关', text(draft['issuer'])],
      ['文号', text(draft['docNumber'])],
      ['成文日期', day(draft['issuedOn'])],
      ['适用地区', region(draft['regionCode'])],
      ['主送机关', linesOf(text(draft['addressees'])).join('、')],
      ['转发', text((draft['forwards'] as Draft | null)?.['title'])],
      ['联系人', text(draft['contact'])],
      ['联系电话', text(draft['phone'])],
      ['电子邮箱', text(draft['email'])],
    ],
    html: renderHtml(draft['body'], images) + annexes(draft['annexes']),
  }),
  'api::case-publication.case-publication': (draft, images) => ({
    title: text(draft['title']),
    facts: [
      ['地区', region(draft['regionCode'])],
      ['公布日期', day(draft['publishedOn'])],
    ],
    html: renderHtml(draft['body'], images),
  }),
  'api::reporting-notice.reporting-notice': versioned,
  'api::privacy-explanation.privacy-explanation': versioned,
  'api::instruction.instruction': versioned,
  'api::policy.policy': (draft, images) => ({
    title: text(draft['title']),
    facts: [
      ['版本', `第 ${String(draft['version'])} 版`],
      ['发文机关', text(draft['issuer'])],
      ['文号', text(draft['docNumber'])],
      ['成文日期', day(draft['issuedOn'])],
      ['适用地区', region(draft['regionCode'])],
    ],
    html: paragraphs(draft['summary']) + renderHtml(draft['body'], images),
  }),
  'api::faq.faq': (draft, images) => ({
    title: text(draft['question']),
    facts: [],
    html: renderHtml(draft['answer'], images),
  }),
  'api::entry-link.entry-link': (draft) => ({
    title: text(draft['title']),
    facts: [
      ['部门', text(draft['authority'])],
      ['适用地区', region(draft['regionCode'])],
      ['地址', text(draft['address'])],
    ],
    html: '',
  }),
  'api::media-record.media-record': (draft) => ({
    title: text(draft['title']),
    facts: [
      ['栏目或版面', text(draft['columnName'])],
      ['刊发日期', day(draft['issuedOn'])],
      ['刊发部门', text(draft['authority'])],
      ['网址', text(draft['link'])],
    ],
    html: paragraphs(draft['summary']),
  }),
  'api::activity-record.activity-record': (draft) => ({
    title: text(draft['title']),
    facts: [
      ['日期', day(draft['heldOn'])],
      ['地点', text(draft['place'])],
      ['组织部门', text(draft['authority'])],
    ],
    html: paragraphs(draft['summary']),
  }),
  'api::poster-template.poster-template': (draft) => ({
    title: text(draft['headline']),
    facts: [],
    html: [draft['slogan'], draft['lines'], draft['footer']].map(paragraphs).join(''),
  }),
}
