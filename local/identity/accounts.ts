import { createHash, timingSafeEqual } from 'node:crypto'
import type { StaffRole } from '../../platform/viewer/roles.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'

/** A member of staff who does not exist: names, posts and accounts are invented for the demonstration. */
export type DemoAccount = {
  username: string
  /** Invented. */
  name: string
  role: StaffRole
  /** Division whose authority the person works for; "000000" is the whole country. */
  regionCode: string
  regionName: string
}

export const demoAccounts: readonly DemoAccount[] = [
  {
    username: 'intake.zhengzhou',
    name: '演示·陈受理',
    role: 'INTAKE_OFFICER',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'officer.zhengzhou',
    name: '演示·李经办',
    role: 'CASE_OFFICER',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'officer2.zhengzhou',
    name: '演示·许经办',
    role: 'CASE_OFFICER',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'leader.zhengzhou',
    name: '演示·何负责',
    role: 'LEADER',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'finance.zhengzhou',
    name: '演示·吕财务',
    role: 'FINANCE_OFFICER',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'intake.zhongyuan',
    name: '演示·施受理',
    role: 'INTAKE_OFFICER',
    regionCode: '410102',
    regionName: '中原区',
  },
  {
    username: 'officer.zhongyuan',
    name: '演示·张经办',
    role: 'CASE_OFFICER',
    regionCode: '410102',
    regionName: '中原区',
  },
  {
    username: 'officer2.zhongyuan',
    name: '演示·孔经办',
    role: 'CASE_OFFICER',
    regionCode: '410102',
    regionName: '中原区',
  },
  {
    username: 'leader.zhongyuan',
    name: '演示·曹负责',
    role: 'LEADER',
    regionCode: '410102',
    regionName: '中原区',
  },
  {
    username: 'finance.zhongyuan',
    name: '演示·严财务',
    role: 'FINANCE_OFFICER',
    regionCode: '410102',
    regionName: '中原区',
  },
  {
    username: 'intake.jiyuan',
    name: '演示·王受理',
    role: 'INTAKE_OFFICER',
    regionCode: '419001',
    regionName: '济源市',
  },
  {
    username: 'supervisor.henan',
    name: '演示·赵督办',
    role: 'SUPERVISOR',
    regionCode: '410000',
    regionName: '河南省',
  },
  {
    username: 'leader.henan',
    name: '演示·孙负责',
    role: 'LEADER',
    regionCode: '410000',
    regionName: '河南省',
  },
  {
    username: 'publicity.henan',
    name: '演示·周宣传',
    role: 'PUBLICITY_STAFF',
    regionCode: '410000',
    regionName: '河南省',
  },
  {
    username: 'screen.zhengzhou',
    name: '演示·郑州大屏',
    role: 'DASHBOARD',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'screen.henan',
    name: '演示·河南大屏',
    role: 'DASHBOARD',
    regionCode: '410000',
    regionName: '河南省',
  },
  {
    username: 'screen.national',
    name: '演示·全国大屏',
    role: 'DASHBOARD',
    regionCode: '000000',
    regionName: '全国',
  },
  {
    username: 'regions.national',
    name: '演示·吴区划',
    role: 'REGION_MANAGER',
    regionCode: '000000',
    regionName: '全国',
  },
  {
    username: 'custodian.zhengzhou',
    name: '演示·郑保管',
    role: 'IDENTITY_CUSTODIAN',
    regionCode: '410100',
    regionName: '郑州市',
  },
  {
    username: 'approver.henan',
    name: '演示·冯审批',
    role: 'IDENTITY_APPROVER',
    regionCode: '410000',
    regionName: '河南省',
  },
  {
    username: 'custodian.henan',
    name: '演示·褚保管',
    role: 'IDENTITY_CUSTODIAN',
    regionCode: '410000',
    regionName: '河南省',
  },
  {
    username: 'approver.national',
    name: '演示·卫审批',
    role: 'IDENTITY_APPROVER',
    regionCode: '000000',
    regionName: '全国',
  },
  {
    username: 'custodian.national',
    name: '演示·蒋保管',
    role: 'IDENTITY_CUSTODIAN',
    regionCode: '000000',
    regionName: '全国',
  },
  {
    username: 'approver.beijing',
    name: '演示·沈审批',
    role: 'IDENTITY_APPROVER',
    regionCode: '110000',
    regionName: '北京市',
  },
  {
    username: 'system.admin',
    name: '演示·系统管理',
    role: 'SYSTEM_ADMIN',
    regionCode: '000000',
    regionName: '全国',
  },
  {
    username: 'security.admin',
    name: '演示·安全管理',
    role: 'SECURITY_ADMIN',
    regionCode: '000000',
    regionName: '全国',
  },
  {
    username: 'audit.admin',
    name: '演示·审计管理',
    role: 'AUDIT_ADMIN',
    regionCode: '000000',
    regionName: '全国',
  },
]

/** Another system's programme, which signs in by itself (client credentials) with the demo password as its secret. */
export type DemoMachine = { clientId: string; name: string; role: StaffRole; regionCode?: string }

export const demoMachines: readonly DemoMachine[] = [
  { clientId: 'sync.ministry', name: '演示·部举报小程序', role: 'EXTERNAL_SYSTEM' },
  { clientId: 'sync.hotline', name: '演示·12345 平台', role: 'EXTERNAL_SYSTEM' },
  { clientId: 'data.henan', name: '演示·河南数据平台', role: 'DATA_PLATFORM', regionCode: '410000' },
]

/** A machine that works for no authority has nothing within its reach. */
export function claimsOfMachine(
  clientId: string,
): { name: string; roles: string[]; authority_id?: string } | undefined {
  const machine = demoMachines.find((known) => known.clientId === clientId)
  if (machine === undefined) return undefined
  const { name, role, regionCode } = machine
  return { name, roles: [role], ...(regionCode && { authority_id: authorityIdOf(regionCode) }) }
}

export function findDemoAccount(username: string): DemoAccount | undefined {
  return demoAccounts.find((account) => account.username === username)
}

/** What an access token says of the account: the claims that the gateway reads by default. */
export function claimsOf(account: DemoAccount): { name: string; roles: string[]; authority_id: string } {
  return { name: account.name, roles: [account.role], authority_id: authorityIdOf(account.regionCode) }
}

/** The account, if the password is right; an unknown name takes as long as a wrong password. */
export function checkCredentials(
  given: { username: string; password: string },
  demoPassword: string,
): DemoAccount | undefined {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const right = timingSafeEqual(digest(given.password), digest(demoPassword))
  const account = findDemoAccount(given.username)
  return right ? account : undefined
}
