export type Label = [label: string, help?: string]
export type Labels = Record<string, Label>

export const disclosure: Label = ['信息公开形式', '默认不予公开；只有选择主动公开，发布后群众才能看到。']
export const expiresAt: Label = ['失效时间', '到时不再对外显示，留空长期有效；须晚于发布时间。']
const version: Label = ['版本号', '留空自动取下一版。版本按顺序发布，发布后不能改动。']
const regionOrCountry: Label = ['行政区划代码', '六位代码，如 410100；留空表示全国。']
const position: Label = ['排列顺序', '数字小的在前。']
export const pictures: Label = ['图片', 'PNG、JPEG 或 WebP，每张都要有替代文字；随本文一并公开。']
const explained: Labels = {
  registerVersion: ['注册说明版本', '宣传时一并说明的注册说明版本，留空取现行版本。'],
  useVersion: ['使用说明版本', '宣传时一并说明的使用说明版本，留空取现行版本。'],
  manageVersion: ['管理说明版本', '宣传时一并说明的管理说明版本，留空取现行版本。'],
}

/** Labels of what publicity staff work with beside notices and typical cases. */
export const publicityLabels: Record<string, Labels> = {
  'api::instruction.instruction': {
    kind: ['种类', '注册、使用、管理，每种各有版本。'],
    version,
    title: ['标题'],
    preface: ['引言'],
    clauses: ['步骤', '一步一条，按顺序编号。'],
    disclosure,
  },
  'api::policy.policy': {
    code: ['制度代号', '小写字母、数字和连字符，如 reporter-protection；同一制度各版本相同。'],
    version,
    kind: ['种类'],
    title: ['标题'],
    summary: ['摘要'],
    body: ['正文'],
    docNumber: ['文号'],
    issuer: ['发文机关'],
    issuedOn: ['成文日期'],
    approver: ['签发人', '批准印发的领导；有文号的须填写。仅供内部使用，不对外公开。'],
    approvedOn: ['签发日期', '有文号的须填写。仅供内部使用，不对外公开。'],
    regionCode: regionOrCountry,
    disclosure,
  },
  'api::faq.faq': {
    question: ['问题', '用群众的话来问。'],
    answer: ['解答'],
    category: ['类别'],
    position,
    expiresAt,
    disclosure,
  },
  'api::entry-link.entry-link': {
    title: ['名称'],
    authority: ['部门名称'],
    regionCode: regionOrCountry,
    kind: ['种类'],
    address: ['地址', '以 https:// 开头的网址，或 tel: 加电话号码。'],
    source: ['来源标识', '小写字母、数字和连字符，如 city-site；自动加在网址后，用来统计从哪个入口来。'],
    position,
    expiresAt,
    disclosure,
  },
  'api::media-record.media-record': {
    medium: ['媒体'],
    mediumName: ['媒体名称', '选择其他媒体时必填。'],
    mediumType: ['媒体类型'],
    title: ['标题'],
    columnName: ['栏目或版面'],
    issuedOn: ['刊发日期'],
    link: ['网址', '以 https:// 开头。'],
    authority: ['刊发部门'],
    regionCode: regionOrCountry,
    summary: ['摘要'],
    ...explained,
    pictures,
    expiresAt,
    disclosure,
  },
  'api::activity-record.activity-record': {
    kind: ['种类'],
    title: ['名称'],
    heldOn: ['日期'],
    place: ['地点'],
    authority: ['组织部门'],
    regionCode: ['行政区划代码', '六位代码，如 410100。'],
    participants: ['参加人数'],
    brochures: ['发放宣传手册份数'],
    enterprisesCovered: ['覆盖生产经营单位数'],
    communitiesCovered: ['覆盖街道社区数'],
    summary: ['摘要'],
    ...explained,
    pictures,
    expiresAt,
    disclosure,
  },
  'api::poster-template.poster-template': {
    title: ['模板名称'],
    material: ['宣传品种类'],
    paper: ['纸张'],
    orientation: ['方向'],
    headline: ['大字标题', '40 字以内。'],
    slogan: ['标语'],
    lines: ['正文', '每行一条。'],
    footer: ['落款'],
    accentColour: ['主色', '如 #c8102e。'],
    ...explained,
    pictures,
    expiresAt,
    disclosure,
  },
}
