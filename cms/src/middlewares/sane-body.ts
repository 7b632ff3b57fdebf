import { isDeepBody, refuse } from './sane-request'

type Context = Parameters<typeof refuse>[0]

/** After the body is read; sane-request.ts says why. */
export default () =>
  async (context: Context, next: () => Promise<void>): Promise<void> => {
    if (isDeepBody(context.request.body)) refuse(context, 400, '提交的内容嵌套过深，请减少列表等的层级。')
    else await next()
  }
