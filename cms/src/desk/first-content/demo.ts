/** Invented, and says so in every title: only the embedded default shows it. */
const paragraph = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] })
const item = (text: string) => ({ type: 'list-item', children: [{ type: 'text', text }] })

const invented = paragraph('本文是演示内容，机关、文号和日期均为虚构。')
const issuer = '示例市应急管理部门（演示）'

export const demoNotices = [
  {
    title: '【演示】关于开通安全生产举报渠道的公告',
    summary: '社会公众和企业员工可以通过网站和小程序举报安全生产问题。',
    body: [
      paragraph('为方便社会公众和企业员工反映安全生产问题，现开通网上举报渠道。'),
      {
        type: 'list',
        format: 'ordered',
        children: [
          item('阅读举报须知和隐私说明；'),
          item('选择实名或者匿名；'),
          item('选择事项所在地区并填写情况；'),
          item('保存查询码，随时查询办理进度。'),
        ],
      },
      invented,
    ],
    docNumber: '示例〔2026〕1号',
    approver: '示例负责人（演示）',
    approvedOn: '2026-01-04',
    issuer,
    issuedOn: '2026-01-05',
    disclosure: 'ACTIVE',
  },
  {
    title: '【演示】关于张贴举报公示牌的通知',
    summary: '在厂区门口和人员密集场所张贴举报公示牌，方便一线员工扫码举报。',
    body: [
      paragraph('请各生产经营单位在厂区门口、人员密集场所的显著位置张贴举报公示牌。'),
      paragraph('公示牌上的二维码只含点位编号，不含任何个人信息；扫码不会留下举报人的身份。'),
      invented,
    ],
    docNumber: '示例〔2026〕2号',
    approver: '示例负责人（演示）',
    approvedOn: '2026-01-04',
    issuer,
    issuedOn: '2026-01-12',
    disclosure: 'ACTIVE',
  },
  {
    title: '【演示】郑州市开展安全生产举报宣传活动的通告',
    summary: '活动期间在社区和企业集中讲解举报方法、奖励规定和隐私保护措施。',
    body: [
      paragraph('活动期间，工作人员将到社区和企业讲解举报方法、奖励规定和对举报人的保护措施，欢迎咨询。'),
      invented,
    ],
    regionCode: '410100',
    docNumber: '示例〔2026〕3号',
    approver: '示例负责人（演示）',
    approvedOn: '2026-01-04',
    issuer,
    issuedOn: '2026-01-19',
    disclosure: 'ACTIVE',
  },
]

export const demoPlacement = {
  placeType: 'FACTORY_GATE',
  unit: '示例机械厂（演示）',
  regionCode: '410100',
  latitude: 34.7466,
  longitude: 113.6254,
  installedOn: '2026-01-20',
  verified: true,
}

export const demoEntryLinks = [
  {
    title: '【演示】网上举报入口',
    authority: issuer,
    kind: 'WEBSITE',
    address: 'https://report.example.invalid/',
    source: 'demo-site',
    disclosure: 'ACTIVE',
  },
]
