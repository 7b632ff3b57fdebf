/** SQLSTATEs and system codes of a database that is starting, stopping, full or out of reach. */
const away = /^(57P0[1-5]|08\w{3}|53300|55000|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/
const lost = /Connection terminated|Timeout acquiring a connection|Client has encountered a connection error/

type Context = { status: number; body: unknown; set: (name: string, value: string) => void }

/**
 * Someone at the desk may press a button while the database restarts. Every change is one transaction, so nothing is
 * half done; the answer says so in words instead of Strapi's "Internal Server Error".
 */
export default () =>
  async (context: Context, next: () => Promise<void>): Promise<void> => {
    try {
      await next()
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      context.status = 503
      context.set('retry-after', '5')
      const message = '数据库暂时不可用，这一步没有完成，您填写的内容还在页面上。请稍后刷新确认，再试一次。'
      context.body = {
        data: null,
        error: { status: 503, name: 'ServiceUnavailableError', message, details: {} },
      }
    }
  }

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  // A call to the outside that failed has its reason as `cause`; it is none of the database's.
  return away.test(code) || lost.test(error.message)
}
