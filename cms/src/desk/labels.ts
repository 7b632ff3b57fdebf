import { disclosure, expiresAt, pictures, publicityLabels, type Labels } from './labels-publicity'

const versioned: Labels = {
  version: ['版本号', '留空自动取下一版。版本按顺序发布，发布后不能改动。'],
  title: ['标题'],
  preface: ['引言'],
  clauses: ['条款', '每条有编号，答复群众时可以引用。'],
}

/** What the desk shows beside each field; kept in code, so that every installation says the same. */
export const labels: Record<string, Labels> = {
  'api::reporting-notice.reporting-notice': versioned,
  'api::privacy-explanation.privacy-explanation': {
    ...versioned,
    highlighted: ['重点说明', '在举报页面显著位置展示，打消实名举报人的顾虑。'],
  },
  'api::notice.notice': {
    title: ['标题'],
    summary: ['摘要'],
    body: ['正文'],
    regionCode: ['行政区划代码', '六位代码，如 410100；留空表示全国。'],
    docNumber: ['文号'],
    issuer: ['发文机关'],
    issuedOn: ['成文日期'],
    addressees: ['主送机关', '每行一个，按顺序。'],
    forwards: ['转发的公文', '转发上级公文时选择原公文，须先发布原公文。'],
    annexes: ['附件'],
    contact: ['联系人', '与公文一并公开。'],
    phone: ['联系电话', '与公文一并公开。'],
    email: ['电子邮箱', '与公文一并公开。'],
    handlingUnit: ['承办单位', '仅供内部使用，不对外公开。'],
    handler: ['经办人', '仅供内部使用，不对外公开。'],
    copies: ['印发份数', '仅供内部使用，不对外公开。'],
    approver: ['签发人', '批准印发的领导；有文号的公文须填写。仅供内部使用，不对外公开。'],
    approvedOn: ['签发日期', '有文号的公文须填写。仅供内部使用，不对外公开。'],
    pictures,
    expiresAt,
    disclosure,
  },
  'api::case-publication.case-publication': {
    title: ['标题'],
    summary: ['摘要'],
    body: ['正文', '不得出现人名、电话、地址、具体时间、职务等可识别举报人的内容。'],
    regionCode: ['行政区划代码', '只到市级（含省直辖县级市）或更粗，如 410100、419001。'],
    summaryId: ['案件摘要编号', '从“典型案例线索”撰写时自动填写，不能更改。'],
    caseId: ['案件编号', '自动填写，仅供内部核对，不对社会公众显示。'],
    source: ['案例来源', '转载已公开案例的写明出处，如某某部门某年通报；来自线索的留空。仅供内部使用。'],
    expiresAt,
    disclosure,
    publishedOn: ['公布日期'],
  },
  'api::qr-placement.qr-placement': {
    code: ['点位编号', '由系统生成，请留空。'],
    placeType: ['点位类型', '地区通用：不固定在一处，全地区都可以张贴，单位一栏写地区名称。'],
    unit: ['单位或场所'],
    regionCode: ['行政区划代码', '六位代码，如 410100。'],
    registryEntryId: ['名录编号', '单位与社区名录中的编号，用于统计覆盖面；没有则留空。不对外公开。'],
    latitude: ['纬度'],
    longitude: ['经度'],
    installedOn: ['安装日期'],
    installation: ['落实方式'],
    pageAddress: ['网页地址', '二维码放在网站上时填写，以 https:// 开头。不对外公开。'],
    prominent: ['首页显著位置', '二维码是否在网站首页显著位置。'],
    proof: ['安装证明照片', '仅供内部使用，不对外公开。'],
    proofNote: ['安装证明说明', '何人何时核实、照片存放处等，仅供内部使用，不对外公开。'],
    verified: ['已核实'],
  },
  ...publicityLabels,
}
export const componentLabels: Record<string, Labels> = {
  'notice.clause': { number: ['编号', '如 4 或 4.2'], title: ['小标题'], text: ['内容'] },
  'notice.annex': {
    title: ['标题'],
    text: ['内容', '附件的文字内容，与公文一并公开。'],
    file: ['文件', 'PDF 或图片，与公文一并公开。'],
  },
  'media.picture': { image: ['图片'], alternativeText: ['替代文字', '给看不见图片的人，说明图片上有什么。'] },
}

export const systemLabels: Labels = {
  createdAt: ['创建时间'],
  updatedAt: ['修改时间'],
  createdBy: ['创建人'],
  updatedBy: ['最后编辑人'],
  documentId: ['文档编号'],
}
