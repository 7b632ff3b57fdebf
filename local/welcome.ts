import { staffRoles } from '../platform/viewer/roles.js'
import { demoAccounts } from './identity/accounts.js'
import type { PlatformUrls } from './environments.js'
import { alignRows } from './terminal.js'

/** What a person reads when everything runs: where, who may sign in, what to try, how to end. */
export function describeReady(given: {
  urls: PlatformUrls
  demoPassword: string
  dataFolder: string
  seconds: number
}): string {
  const { urls, demoPassword, dataFolder, seconds } = given
  const places = alignRows([
    ['接口 GraphQL', `${urls.graph}  (${urls.subscriptions})`],
    ['调试页面 Explorer', urls.explorer],
    ['内容管理 CMS', `${urls.admin}  (editor@ reviewer@ publisher@ admin@cms.example.invalid)`],
    ['演示登录 Sign-in', urls.identity],
    ['数据 Data', dataFolder],
    ['日志 Logs', `${dataFolder}/logs`],
  ])
  const accounts = alignRows(
    demoAccounts.map(({ username, role, regionName, regionCode }) => [
      username,
      staffRoles[role].zh,
      staffRoles[role].en,
      `${regionName} ${regionCode}`,
    ]),
  )
  return [
    `安灯已就绪 Andon is ready (${seconds.toFixed(1)} s)`,
    '',
    ...indent(places),
    '',
    `演示账号（均为虚构）Demo accounts (all invented) · 密码 password: ${demoPassword}`,
    ...indent(accounts),
    '',
    '试一试 Three things to try',
    ...indent(
      alignRows([
        ['1', `打开 open ${urls.explorer}`, ''],
        ['2', 'npm run story', '从举报到公示的全过程 from a report to a publication'],
        ['3', 'npm run demo:data -- --reports 200', '送入虚构的举报 send in invented reports'],
      ]),
    ),
    '',
    '按 Ctrl-C 停止，数据会保留；npm run reset 清空。Ctrl-C stops, the data stays; npm run reset empties it.',
  ].join('\n')
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
