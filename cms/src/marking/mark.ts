/** What may tell who somebody is: requirement F05. The order is that of the desk. */
export const markKinds = {
  NAME: '姓名',
  NUMBER: '号码',
  ACCOUNT: '网络账号',
  ADDRESS: '地址',
  TIME: '时间',
  JOB_TITLE: '职务岗位',
  ENTERPRISE: '单位名称',
} as const

export type MarkKind = keyof typeof markKinds

/** A place in a text, from `start` up to `end`. */
export type Span = { kind: MarkKind; start: number; end: number }

/** All matches of an expression with the flag g, as spans of a kind. */
export function spansOf(kind: MarkKind, text: string, expression: RegExp): Span[] {
  return [...text.matchAll(expression)].map((match) => ({
    kind,
    start: match.index,
    end: match.index + match[0].length,
  }))
}
