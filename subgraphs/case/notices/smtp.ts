import { createTransport } from 'nodemailer'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import { occasions, type SendNotice } from './notice.js'

const timeoutMs = 15_000

/** Sends by SMTP; `smtps://` or STARTTLS where the server offers it. */
export function openSmtp(options: { url: string; from: string; lifecycle: Lifecycle }): SendNotice {
  const { url, from, lifecycle } = options
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  lifecycle.onClose('smtp', () => transport.close())
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  return async (address, { id, occasion, caseId }) => {
    const { zh, en } = occasions[occasion]
    await transport.sendMail({
      from,
      to: address,
      messageId: `<${id}@${domain}>`,
      subject: `安灯：${zh} ${en}`,
      text: `${zh}，请登录安灯查看。\n案件编号：${caseId}\n\n${en}: sign in to Andon.\nCase: ${caseId}\n`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  }
}
