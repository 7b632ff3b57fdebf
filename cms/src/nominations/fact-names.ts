/** Closed codes of the platform as staff read them; one that is not here is shown as it is. */
export type Names = Readonly<Record<string, string>>

export const matterNames: Names = {
  CONCEALED_OR_FALSE_ACCIDENT: '瞒报谎报生产安全事故',
  MAJOR_HAZARD: '重大事故隐患',
  GENERAL_HAZARD: '一般事故隐患',
  ILLEGAL_ACT: '安全生产违法行为',
}
export const industryNames: Names = {
  COAL_MINE: '煤矿',
  METAL_AND_NONMETAL_MINE: '金属与非金属矿山',
  CHEMICAL: '化工',
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
}
export const conclusionNames: Names = { SUBSTANTIATED: '属实', PARTLY_SUBSTANTIATED: '部分属实' }
export const accidentNames: Names = {
  ORDINARY: '一般事故',
  CONSIDERABLE: '较大事故',
  MAJOR: '重大事故',
  EXTRAORDINARY: '特别重大事故',
}
export const hazardNames: Names = { MAJOR: '重大事故隐患', GENERAL: '一般事故隐患' }
export const measureNames: Names = {
  FINE: '罚款',
  RECTIFICATION: '责令整改',
  STOP_PRODUCTION: '责令停产停业',
  TRANSFER_TO_JUSTICE: '移送司法机关',
  ACCOUNTABILITY: '追责问责',
}
export const legalNames: Names = {
  WORK_SAFETY_LAW: '《中华人民共和国安全生产法》',
  ADMINISTRATIVE_PENALTY_LAW: '《中华人民共和国行政处罚法》',
  CRIMINAL_LAW: '《中华人民共和国刑法》',
  ACCIDENT_REPORTING_REGULATION: '《生产安全事故报告和调查处理条例》',
  HAZARD_MANAGEMENT_PROVISIONS: '《安全生产事故隐患排查治理暂行规定》',
  MAJOR_HAZARD_CRITERIA: '行业重大事故隐患判定标准',
  MINE_SAFETY_LAW: '《中华人民共和国矿山安全法》',
  HAZARDOUS_CHEMICALS_REGULATION: '《危险化学品安全管理条例》',
  FIREWORKS_REGULATION: '《烟花爆竹安全管理条例》',
  REWARD_MEASURES: '《安全生产领域举报奖励办法》',
  EMPLOYEE_REPORT_PROVISIONS: '《生产经营单位从业人员安全生产举报处理规定》',
  LOCAL_RULES: '地方性法规、规章',
}
export const groundNames: Names = {
  CONSENT_WITHDRAWN: '举报人撤回公开同意',
  REPORT_WITHDRAWN: '举报人撤回举报',
  BY_OFFICER: '办案人员撤回推荐',
}

export const nameOf = (names: Names, code: string): string => names[code] ?? code
