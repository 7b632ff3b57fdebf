/** What a template says, as the desk keeps it. */
export type TemplateWords = {
  title: string
  headline: string
  slogan: string | null
  /** One to a line. */
  lines: string | null
  steps: string | null
  privacy: string | null
  reward: string | null
  phone: string | null
  authority: string | null
  footer: string | null
  accentColour: string | null
}

export type PlacementWords = { code: string; unit: string; regionCode: string }

/** The words of one poster, ready to be set. */
export type PosterWords = {
  title: string
  headline: string
  slogan: string
  matters: string[]
  steps: string[]
  privacy: string
  reward: string
  phone: string
  authority: string
  footer: string
  accent: string
  unit: string
  code: string
}

/** What is to be said on every poster, whatever a template leaves out: how to reach somebody without a code. */
export const hotline = '12350'

export const headings = {
  steps: '怎么举报',
  matters: '这些都可以举报',
  privacy: '严格保护举报人',
  reward: '实名举报有奖',
  phone: '不方便扫码，请拨打举报电话',
  scan: '手机扫一扫，马上举报',
  program: '微信扫一扫，打开小程序',
} as const

export function wordsOf(template: TemplateWords, placement: PlacementWords): PosterWords {
  return {
    title: tidy(template.title),
    headline: tidy(template.headline),
    slogan: tidy(template.slogan),
    matters: linesOf(template.lines),
    steps: linesOf(template.steps),
    privacy: tidy(template.privacy),
    reward: tidy(template.reward),
    phone: tidy(template.phone) || hotline,
    authority: tidy(template.authority),
    footer: tidy(template.footer),
    accent: template.accentColour ?? '#c8102e',
    unit: tidy(placement.unit),
    code: placement.code,
  }
}

/** The field as the desk names it, for a refusal that can be acted on. */
export const fieldNames: Record<keyof Omit<PosterWords, 'accent'>, string> = {
  title: '模板名称',
  headline: '大字标题',
  slogan: '标语',
  matters: '正文',
  steps: '举报步骤',
  privacy: '隐私保护',
  reward: '奖励',
  phone: '举报电话',
  authority: '署名部门',
  footer: '落款',
  unit: '单位或场所',
  code: '点位编号',
}

/** The whole poster for somebody who cannot see it (F11), in the order of reading. */
export function accessibleText(words: PosterWords): string {
  const listed = (heading: string, items: string[]): string[] =>
    items.length === 0 ? [] : [`${heading}：`, ...items.map((item, i) => `${String(i + 1)}. ${item}`)]
  return [
    words.headline,
    words.slogan,
    ...listed(headings.steps, words.steps),
    `二维码：${headings.scan}。扫不了码的，在举报页面输入点位编号 ${words.code}。`,
    ...listed(headings.matters, words.matters),
    words.privacy && `${headings.privacy}：${words.privacy}`,
    words.reward && `${headings.reward}：${words.reward}`,
    `${headings.phone} ${words.phone}`,
    words.authority,
    words.footer,
    `本公示牌：${words.unit}，点位编号 ${words.code}`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** What a poster shows, in one sentence, beside its picture. */
export function alternativeText(words: PosterWords): string {
  return `举报公示牌：“${words.headline}”。有举报二维码、举报步骤和举报电话 ${words.phone}。${words.unit}，点位编号 ${words.code}。`
}

function linesOf(text: string | null): string[] {
  return (text ?? '').split('\n').map(tidy).filter(Boolean)
}

/** One line of text as it is printed: characters composed, spaces single. */
function tidy(text: string | null): string {
  return (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim()
}
