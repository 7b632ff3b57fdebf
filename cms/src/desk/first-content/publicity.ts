/** Requirements B05, B11, F07 and B06: what goes along with all publicity, in words of our own. */
const step = (number: number, title: string, text: string) => ({ number: String(number), title, text })

export const instructions = [
  {
    kind: 'REGISTER',
    title: '怎样注册',
    preface: '不注册也可以匿名举报。注册登录后可以实名举报，并随时查看自己的举报。',
    clauses: [
      step(1, '打开小程序', '用微信扫描公示牌、海报或部门网站上的二维码。'),
      step(2, '登录', '点“登录”，按提示确认。平台只保存登录所需要的标识，不读取通讯录和位置。'),
      step(3, '阅读隐私说明', '实名举报前请阅读隐私说明，了解姓名和电话怎样封存、谁能开启。'),
    ],
    disclosure: 'ACTIVE',
  },
  {
    kind: 'USE',
    title: '怎样举报',
    preface: '按提示一步一步填写，中途可以保存，下次接着填。',
    clauses: [
      step(1, '阅读举报须知', '确认事项属于受理范围。'),
      step(2, '选择实名或者匿名', '匿名举报没有奖励；实名举报经核查属实的，按规定奖励。'),
      step(3, '选择地区', '选择事项所在的地区，不是您所在的地区。'),
      step(4, '填写情况', '写清单位、地点、时间和危险情形，有照片、录像的可以上传。'),
      step(5, '保存查询码', '提交后显示一次查询码，凭它查询进度、补充情况，请妥善保管。'),
    ],
    disclosure: 'ACTIVE',
  },
  {
    kind: 'MANAGE',
    title: '怎样管理自己的举报',
    preface: '提交以后，您仍可以查看进度、补充情况、提出异议。',
    clauses: [
      step(1, '查询进度', '输入查询码，或登录后在“我的举报”中查看。'),
      step(2, '补充情况', '发现新的情况，可以随时补充文字和材料。'),
      step(3, '答复与异议', '收到答复后不同意的，可以在规定期限内提出一次异议。'),
      step(4, '更换查询码', '怀疑查询码被他人看到时，可以更换，旧码随即失效。'),
    ],
    disclosure: 'ACTIVE',
  },
]

export const posterTemplates = [
  {
    title: '厂区门口公示牌',
    material: 'POSTER_NOTICE',
    paper: 'A3',
    orientation: 'PORTRAIT',
    headline: '发现危险，请告诉我们',
    slogan: '可以匿名，实名有奖，严格保密',
    steps: '扫码，选择实名或者匿名\n写清在哪里、有什么危险，可以拍照\n记下查询码，凭它看进度',
    lines:
      '重大事故隐患：设备带病运行、违规动火、安全装置失灵\n瞒报、谎报、迟报生产安全事故\n无证生产、超能力生产、违法转包\n强令冒险作业、未经培训上岗\n锁闭、堵塞安全出口和疏散通道',
    privacy:
      '姓名和电话加密封存，与举报内容分开保管，办案人员看不到。要开启须两人同意，每一次都留有记录。泄露举报人信息、打击报复的，依法追究责任。',
    reward: '实名举报经核查属实的，按规定给予奖励。匿名举报同样受理，但难以发放奖励。',
    phone: '12350',
    footer: '二维码只含点位编号，扫码不会留下您的身份。',
    publicPdf: true,
    disclosure: 'ACTIVE',
  },
]
