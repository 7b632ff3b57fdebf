import { registerEnumType } from 'type-graphql'

/** What a typical case rests on: a closed list, so that no decision number of one unit is told by it (F05). */
export enum LegalBasis {
  WORK_SAFETY_LAW = 'WORK_SAFETY_LAW',
  ADMINISTRATIVE_PENALTY_LAW = 'ADMINISTRATIVE_PENALTY_LAW',
  CRIMINAL_LAW = 'CRIMINAL_LAW',
  ACCIDENT_REPORTING_REGULATION = 'ACCIDENT_REPORTING_REGULATION',
  HAZARD_MANAGEMENT_PROVISIONS = 'HAZARD_MANAGEMENT_PROVISIONS',
  MAJOR_HAZARD_CRITERIA = 'MAJOR_HAZARD_CRITERIA',
  MINE_SAFETY_LAW = 'MINE_SAFETY_LAW',
  HAZARDOUS_CHEMICALS_REGULATION = 'HAZARDOUS_CHEMICALS_REGULATION',
  FIREWORKS_REGULATION = 'FIREWORKS_REGULATION',
  REWARD_MEASURES = 'REWARD_MEASURES',
  EMPLOYEE_REPORT_PROVISIONS = 'EMPLOYEE_REPORT_PROVISIONS',
  LOCAL_RULES = 'LOCAL_RULES',
}

export const legalBasisNames: Readonly<Record<LegalBasis, { zh: string; en: string }>> = {
  WORK_SAFETY_LAW: { zh: '中华人民共和国安全生产法', en: 'Work Safety Law' },
  ADMINISTRATIVE_PENALTY_LAW: { zh: '中华人民共和国行政处罚法', en: 'Administrative Penalty Law' },
  CRIMINAL_LAW: { zh: '中华人民共和国刑法', en: 'Criminal Law' },
  ACCIDENT_REPORTING_REGULATION: {
    zh: '生产安全事故报告和调查处理条例',
    en: 'Regulation on reporting and investigating accidents',
  },
  HAZARD_MANAGEMENT_PROVISIONS: {
    zh: '安全生产事故隐患排查治理暂行规定',
    en: 'Provisions on finding and removing hazards',
  },
  MAJOR_HAZARD_CRITERIA: { zh: '行业重大事故隐患判定标准', en: 'Criteria of major hazards of the sector' },
  MINE_SAFETY_LAW: { zh: '中华人民共和国矿山安全法', en: 'Mine Safety Law' },
  HAZARDOUS_CHEMICALS_REGULATION: { zh: '危险化学品安全管理条例', en: 'Regulation on hazardous chemicals' },
  FIREWORKS_REGULATION: { zh: '烟花爆竹安全管理条例', en: 'Regulation on fireworks' },
  REWARD_MEASURES: { zh: '安全生产领域举报奖励办法', en: 'Measures on rewards for reports' },
  EMPLOYEE_REPORT_PROVISIONS: {
    zh: '生产经营单位从业人员安全生产举报处理规定',
    en: 'Provisions on reports by employees',
  },
  LOCAL_RULES: { zh: '地方性法规、规章', en: 'Rules of the place' },
}

registerEnumType(LegalBasis, {
  name: 'LegalBasis',
  description: '典型案例的法律依据。What a typical case rests on in law.',
  valuesConfig: Object.fromEntries(
    Object.entries(legalBasisNames).map(([code, { zh, en }]) => [code, { description: `${zh}。${en}.` }]),
  ),
})

/** Why a nomination is over, and what was written from it is taken down. */
export enum NominationEnd {
  CONSENT_WITHDRAWN = 'CONSENT_WITHDRAWN',
  REPORT_WITHDRAWN = 'REPORT_WITHDRAWN',
  BY_OFFICER = 'BY_OFFICER',
}

registerEnumType(NominationEnd, {
  name: 'NominationEnd',
  description: '推荐终止的原因。Why a nomination is over.',
  valuesConfig: {
    CONSENT_WITHDRAWN: { description: '举报人撤回公开同意。A reporter withdrew the consent to publication.' },
    REPORT_WITHDRAWN: { description: '举报人撤回举报。A reporter withdrew the report.' },
    BY_OFFICER: { description: '办案人员撤回推荐。Taken back by an officer.' },
  },
})
