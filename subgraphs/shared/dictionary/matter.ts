import { registerEnumType } from 'type-graphql'

/**
 * Kinds of matter that may be reported: requirement C16. A hazard that is not called major is taken in as well and
 * goes its own way (section 3.8, 2); which of the two it is, verification decides.
 */
export enum MatterType {
  CONCEALED_OR_FALSE_ACCIDENT = 'CONCEALED_OR_FALSE_ACCIDENT',
  MAJOR_HAZARD = 'MAJOR_HAZARD',
  GENERAL_HAZARD = 'GENERAL_HAZARD',
  ILLEGAL_ACT = 'ILLEGAL_ACT',
}

registerEnumType(MatterType, {
  name: 'MatterType',
  description: '举报事项类别（可多选）。Kind of matter reported; several may apply.',
  valuesConfig: {
    CONCEALED_OR_FALSE_ACCIDENT: {
      description: '涉嫌瞒报谎报生产安全事故。A concealed or falsely reported accident.',
    },
    MAJOR_HAZARD: { description: '涉嫌存在重大事故隐患。A major accident hazard.' },
    GENERAL_HAZARD: { description: '涉嫌存在一般事故隐患。A hazard that is not known to be major.' },
    ILLEGAL_ACT: { description: '涉嫌存在安全生产违法行为。An illegal act against work safety.' },
  },
})

/** Of CONCEALED_OR_FALSE_ACCIDENT, which of the two, or both: requirement C16. */
export enum MatterSubKind {
  CONCEALED_ACCIDENT = 'CONCEALED_ACCIDENT',
  FALSE_ACCIDENT = 'FALSE_ACCIDENT',
}

registerEnumType(MatterSubKind, {
  name: 'MatterSubKind',
  description: '瞒报或谎报（可多选）。Concealed or falsely reported; both may apply.',
  valuesConfig: {
    CONCEALED_ACCIDENT: {
      description: '瞒报：隐瞒已发生的事故，不按规定时限报告。Concealed, not reported in time.',
    },
    FALSE_ACCIDENT: {
      description:
        '谎报：故意不如实报告时间、地点、原因、性质、伤亡、人员、损失。Reported, and deliberately not truthfully.',
    },
  },
})

/** Real name or anonymous: requirement C04. */
export enum ReporterMode {
  REAL_NAME = 'REAL_NAME',
  ANONYMOUS = 'ANONYMOUS',
}

registerEnumType(ReporterMode, {
  name: 'ReporterMode',
  description: '实名或匿名。Whether the reporter signs with a name.',
  valuesConfig: {
    REAL_NAME: { description: '实名举报。With name and contact; may be rewarded.' },
    ANONYMOUS: { description: '匿名举报，没有举报奖励。Without a name; no reward.' },
  },
})

/** Who reports: requirement C01, domain rule 2.2. */
export enum ReporterKind {
  PUBLIC = 'PUBLIC',
  EMPLOYEE = 'EMPLOYEE',
  INFORMANT = 'INFORMANT',
}

registerEnumType(ReporterKind, {
  name: 'ReporterKind',
  description: '举报人身份。In what capacity a person reports.',
  valuesConfig: {
    PUBLIC: { description: '社会公众。A member of the public.' },
    EMPLOYEE: { description: '本单位从业人员。An employee of the reported unit.' },
    INFORMANT: {
      description: '信息员。A liaison whom an authority has appointed in the industry or the unit.',
    },
  },
})

/** The way a report came: requirements A01, A02, A16, section 3.10. */
export enum Channel {
  WEB = 'WEB',
  WECHAT_MINI = 'WECHAT_MINI',
  HOTLINE_12350 = 'HOTLINE_12350',
  HOTLINE_12345 = 'HOTLINE_12345',
  LETTER = 'LETTER',
  EMAIL = 'EMAIL',
  FAX = 'FAX',
  VISIT = 'VISIT',
  TRANSFER = 'TRANSFER',
}

/** What a reporter sends without anybody between. The other channels go through an operator (代录). */
export const ownChannels: readonly Channel[] = [Channel.WEB, Channel.WECHAT_MINI]

registerEnumType(Channel, {
  name: 'Channel',
  description: '举报渠道。The way a report came in.',
  valuesConfig: {
    WEB: { description: '网站。The web site.' },
    WECHAT_MINI: { description: '微信小程序。The WeChat mini-program.' },
    HOTLINE_12350: { description: '12350 举报电话。The hotline 12350.' },
    HOTLINE_12345: { description: '12345 热线。The hotline 12345.' },
    LETTER: { description: '来信。A letter.' },
    EMAIL: { description: '电子邮件。E-mail.' },
    FAX: { description: '传真。A fax.' },
    VISIT: { description: '来访。A visit in person.' },
    TRANSFER: { description: '其他机关转来。Transferred by another authority.' },
  },
})

/** Levels of an accident: 国务院令493号 第三条, domain rule 2.5. */
export enum AccidentLevel {
  ORDINARY = 'ORDINARY',
  CONSIDERABLE = 'CONSIDERABLE',
  MAJOR = 'MAJOR',
  EXTRAORDINARY = 'EXTRAORDINARY',
}

registerEnumType(AccidentLevel, {
  name: 'AccidentLevel',
  description: '生产安全事故等级（国务院令493号第三条）。Level of an accident.',
  valuesConfig: {
    ORDINARY: { description: '一般事故。Fewer than 3 deaths.' },
    CONSIDERABLE: { description: '较大事故。3 to 9 deaths.' },
    MAJOR: { description: '重大事故。10 to 29 deaths.' },
    EXTRAORDINARY: { description: '特别重大事故。30 deaths or more.' },
  },
})

/** The 15 sectors in scope, in the order of the guide: requirement C17, domain rule 2.7. */
export const industriesInScope = {
  COAL_MINE: '煤矿',
  METAL_AND_NONMETAL_MINE: '金属与非金属矿山（含尾矿库）',
  CHEMICAL: '化工（含石油化工）',
  PHARMACEUTICAL: '医药',
  HAZARDOUS_CHEMICALS: '危险化学品',
  FIREWORKS: '烟花爆竹',
  OIL_EXTRACTION: '石油开采',
  METALLURGY: '冶金',
  NONFERROUS_METAL: '有色',
  BUILDING_MATERIALS: '建材',
  MACHINERY: '机械',
  LIGHT_INDUSTRY: '轻工',
  TEXTILE: '纺织',
  TOBACCO: '烟草',
  COMMERCE: '商贸',
} as const

/** The 10 sectors other departments answer for: requirement C19, domain rule 2.7. */
export const industriesOfOtherDepartments = {
  ROAD_TRAFFIC: { zh: '道路交通', department: '公安交管、交通运输部门' },
  CONSTRUCTION: { zh: '建筑施工', department: '住房和城乡建设部门' },
  CITY_GAS: { zh: '城镇燃气', department: '住房和城乡建设或城市管理部门' },
  WATER_TRANSPORT: { zh: '水上运输（包含海上）', department: '交通运输、海事部门' },
  FISHING_VESSELS: { zh: '渔业船舶', department: '农业农村（渔业）部门' },
  CIVIL_AVIATION: { zh: '民航', department: '民航管理部门' },
  RAILWAY: { zh: '铁路', department: '铁路监督管理部门' },
  CIVIL_EXPLOSIVES: { zh: '民用爆炸物品', department: '工业和信息化、公安部门' },
  ELECTRIC_POWER: { zh: '电力能源', department: '能源主管部门' },
  POLLUTION: { zh: '污染防治', department: '生态环境部门' },
} as const

/** What is in neither list: screening finds out whose it is. */
export const otherIndustries = { OTHER: '其他' } as const

export type IndustryCode =
  keyof typeof industriesInScope | keyof typeof industriesOfOtherDepartments | keyof typeof otherIndustries

export function isIndustryCode(code: string): code is IndustryCode {
  return [industriesInScope, industriesOfOtherDepartments, otherIndustries].some((list) =>
    Object.hasOwn(list, code),
  )
}
