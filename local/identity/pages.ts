import { createHash } from 'node:crypto'
import { staffRoles } from '../../platform/viewer/roles.js'
import { demoAccounts } from './accounts.js'

const style = `
:root { color-scheme: light dark; --line: #8884; --accent: #b3261e; }
body { margin: 0; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 44rem; margin: 8vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
.note { border-left: 4px solid var(--accent); padding: .25rem .75rem; margin: 1rem 0; }
.wrong { color: var(--accent); font-weight: 600; }
form { display: grid; gap: .75rem; max-width: 22rem; margin: 1.5rem 0; }
label { display: grid; gap: .25rem; }
input, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 6px; }
button { background: var(--accent); color: #fff; border: 0; cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
code { font-family: ui-monospace, monospace; }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/**
 * No scripts at all. Browsers hold `form-action` against the redirect that follows a form, too, and that leads to
 * the client on some port of this machine.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "form-action 'self' http://localhost:* http://127.0.0.1:*",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

export function renderSignIn({
  uid,
  wrong,
  username = '',
}: {
  uid: string
  wrong: boolean
  username?: string
}): string {
  const rows = demoAccounts.map(
    (account) =>
      `<tr><td><code>${escape(account.username)}</code></td><td>${escape(staffRoles[account.role].zh)}</td><td>${escape(account.regionName)}</td><td>${escape(account.name)}</td></tr>`,
  )
  return page(
    '登录',
    `<h1>安灯 · 工作人员登录</h1>
<p class="note"><strong>演示环境。</strong>以下人员、单位账号均为虚构，仅供在本机试用；所有账号使用同一个密码，由 <code>npm start</code> 启动时显示。</p>
${wrong ? '<p class="wrong" role="alert">用户名或密码不正确，请重新输入。</p>' : ''}
<form method="post" action="/sign-in/${encodeURIComponent(uid)}" autocomplete="off">
<label>用户名<input name="username" list="accounts" value="${escape(username)}" required autofocus></label>
<label>密码<input name="password" type="password" required></label>
<datalist id="accounts">${demoAccounts.map(({ username: name }) => `<option value="${escape(name)}">`).join('')}</datalist>
<button type="submit">登录</button>
</form>
<table><thead><tr><th>用户名</th><th>角色</th><th>辖区</th><th>姓名</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )
}

export function renderFailure(out: { error: string; error_description?: string | undefined }): string {
  return page(
    '登录未完成',
    `<h1>登录未完成</h1><p>请回到原来的页面重新登录。</p><p><code>${escape(out.error)}</code> ${escape(out.error_description ?? '')}</p>`,
  )
}

/** @param form the provider's own hidden form; the button belongs to it by its id */
export function renderSignOut(form: string): string {
  return page(
    '退出登录',
    `<h1>退出登录</h1><p>确定要退出安灯的演示登录吗？</p>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">退出登录</button>`,
  )
}

export function renderSignedOut(): string {
  return page('已退出', '<h1>已退出登录</h1><p>可以关闭此页面。</p>')
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 安灯</title><style>${style}</style></head><body><main>${body}</main></body></html>`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
}
