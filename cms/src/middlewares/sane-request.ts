/** What the admin's own pages send stays far below. */
const deepestQuery = 24
const deepestBody = 60

type Context = {
  status: number
  body: unknown
  querystring: string
  request: { body?: unknown }
}
type Middleware = (context: Context, next: () => Promise<void>) => Promise<void>

/**
 * Strapi follows whatever nesting it is sent: 500 brackets in an address keep the process, and with it everybody's
 * reading, busy for a minute, and a body of 1,000 levels ends in "Internal Server Error". It is refused before. What
 * is too large or empty Strapi refuses itself, in words that nobody at the desk understands.
 */
export default (): Middleware => async (context, next) => {
  if (isDeepQuery(context.querystring)) {
    refuse(context, 400, '查询条件嵌套过深，请减少层级。')
    return
  }
  try {
    await next()
  } catch (error) {
    const words = error instanceof Error ? inChinese.get(error.message) : undefined
    if (words === undefined) throw error
    refuse(context, 400, words)
  }
  if (context.status === 413) refuse(context, 413, '上传的文件或提交的内容过大，单个文件请在 20 MB 以内。')
}

/** Strapi says the second also when it could not look. */
const inChinese: ReadonlyMap<string, string> = new Map([
  ['Files are empty', '文件是空的，请重新选择。'],
  ['Invalid relations', '所关联的内容不存在，或者暂时无法核对。请刷新后再试。'],
])

export function refuse(context: Context, status: number, message: string): void {
  context.status = status
  context.body = { data: null, error: { status, name: 'ApplicationError', message, details: {} } }
}

const isDeepQuery = (text: string): boolean =>
  text.split('&').some((part) => (part.match(/\[|%5b/gi)?.length ?? 0) > deepestQuery)

/** Level by level, because a value can be nested deeper than a call stack. */
export function isDeepBody(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestBody) return true
    level = level.flatMap((one) => (one !== null && typeof one === 'object' ? Object.values(one) : []))
  }
  return false
}
