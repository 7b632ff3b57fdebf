import type { Core } from '@strapi/strapi'

type Label = [label: string, help?: string]
type Labels = Record<string, Label>

const disclosure: Label = [
  '信息公开形式',
  'ACTIVE 主动公开；ON_REQUEST 依申请公开；WITHHELD 不予公开。只有主动公开的内容发布后对外可见。',
]
const versioned: Labels = {
  version: ['版本号', '留空自动取下一版。版本按顺序发布，发布后不能改动。'],
  title: ['标题'],
  preface: ['引言'],
  clauses: ['条款', '每条有编号，答复群众时可以引用。'],
}

/** What the desk shows beside each field; kept in code, so that every installation says the same. */
const labels: Record<string, Labels> = {
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
    disclosure,
  },
  'api::case-publication.case-publication': {
    title: ['标题'],
    body: ['正文', '不得出现人名、电话、地址、具体时间、职务等可识别举报人的内容。'],
    regionCode: ['行政区划代码', '只到市级（含省直辖县级市）或更粗，如 410100、419001。'],
    summaryId: ['案件摘要编号', '办案系统给出的去身份摘要的编号，对外可见。'],
    caseId: ['案件编号', '仅供内部核对，不对社会公众显示。'],
    disclosure,
    publishedOn: ['公布日期'],
  },
  'api::qr-placement.qr-placement': {
    code: ['点位编号', '由系统生成，请留空。'],
    placeType: [
      '点位类型',
      'FACTORY_GATE 厂区门口；CROWDED_PLACE 人员密集场所；OFFICIAL_SITE 部门网站；OTHER 其他。',
    ],
    unit: ['单位或场所'],
    regionCode: ['行政区划代码', '六位代码，如 410100。'],
    latitude: ['纬度'],
    longitude: ['经度'],
    installedOn: ['安装日期'],
    verified: ['已核实'],
  },
}
const componentLabels: Record<string, Labels> = {
  'notice.clause': { number: ['编号', '如 4 或 4.2'], title: ['小标题'], text: ['内容'] },
}

const systemLabels: Labels = {
  createdAt: ['创建时间'],
  updatedAt: ['修改时间'],
  createdBy: ['创建人'],
  updatedBy: ['最后编辑人'],
  documentId: ['文档编号'],
}

export async function setUpLabels(strapi: Core.Strapi): Promise<void> {
  const contentTypes = strapi.plugin('content-manager').service('content-types') as unknown as Configurations
  const components = strapi.plugin('content-manager').service('components') as unknown as Configurations
  for (const [uid, fields] of Object.entries(labels))
    await label(contentTypes, contentTypes.findContentType?.(uid), { ...systemLabels, ...fields })
  for (const [uid, fields] of Object.entries(componentLabels))
    await label(components, components.findComponent?.(uid), fields)
}

async function label(service: Configurations, model: Model | undefined, fields: Labels): Promise<void> {
  if (model === undefined) return
  const { settings, metadatas, layouts, options } = await service.findConfiguration(model)
  let changed = false
  for (const [name, [text, help = '']] of Object.entries(fields)) {
    const field = metadatas[name]
    if (field === undefined || (field.edit['label'] === text && field.edit['description'] === help)) continue
    field.edit = { ...field.edit, label: text, description: help }
    field.list = { ...field.list, label: text }
    changed = true
  }
  if (changed) await service.updateConfiguration(model, { settings, metadatas, layouts, options })
}

type Model = { uid: string }
type Configuration = {
  settings: unknown
  layouts: unknown
  options?: unknown
  metadatas: Record<string, { edit: Record<string, unknown>; list: Record<string, unknown> }>
}
type Configurations = {
  findContentType?: (uid: string) => Model | undefined
  findComponent?: (uid: string) => Model | undefined
  findConfiguration: (model: Model) => Promise<Configuration>
  updateConfiguration: (model: Model, configuration: Configuration) => Promise<unknown>
}
