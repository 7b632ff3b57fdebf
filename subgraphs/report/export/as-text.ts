import type { HeldData } from './held-data.js'

/** Titles of the parts, in their order; what has none here is for machines only. */
const titles: Readonly<Record<string, string>> = {
  report: '举报',
  content: '举报内容',
  progress: '办理进度',
  dialogue: '对话',
  consents: '同意记录',
  evidence: '证据材料（如需取回，请向受理机关提出）',
  maliciousMarks: '恶意举报标记',
  recordedByOperator: '代录情况',
  noticeAddress: '通知地址',
  identity: '身份信息',
  looks: '被查看次数',
  retention: '留存期限',
}

const words: Readonly<Record<string, string>> = {
  id: '编号',
  channel: '渠道',
  mode: '方式',
  reporterKind: '举报人类别',
  code: '代码',
  matterTypes: '事项类别',
  industryCode: '行业领域',
  submittedAt: '提交时间',
  unitName: '单位名称',
  unitAliases: '其他名称',
  unitCreditCode: '统一社会信用代码',
  what: '事实',
  when: '时间',
  from: '开始',
  to: '结束',
  where: '位置',
  who: '涉及人员',
  ongoing: '是否持续',
  at: '时间',
  text: '内容',
  label: '名称',
  kind: '种类',
  sizeBytes: '大小（字节）',
  whoCanOpen: '谁能打开',
  howToAsk: '如何提出',
  times: '次数',
  days: '期限（日）',
  legalBasis: '依据',
}

/** The export as a person reads it: titles, then a line for each thing that was said. */
export function asText(held: NonNullable<HeldData>, exportedAt: string): string {
  const parts = Object.entries(titles).flatMap(([part, title]) => [
    '',
    `【${title}】`,
    ...linesOf(held[part as keyof typeof held], 0),
  ])
  return [`举报数据导出  ${exportedAt}`, ...parts, ''].join('\n')
}

function linesOf(value: unknown, depth: number): string[] {
  const indent = '  '.repeat(depth)
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
    return [`${indent}无`]
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => [
      `${indent}${String(index + 1)}.`,
      ...linesOf(item, depth + 1),
    ])
  if (typeof value !== 'object' || value instanceof Date) return [`${indent}${said(value)}`]
  return Object.entries(value).flatMap(([name, inner]) => {
    if (inner === null || inner === undefined) return []
    const word = words[name] ?? name
    const isNested = typeof inner === 'object' && !(inner instanceof Date)
    return isNested
      ? [`${indent}${word}：`, ...linesOf(inner, depth + 1)]
      : [`${indent}${word}：${said(inner)}`]
  })
}

function said(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value)
}
