import { Conclusion } from '../../shared/dictionary/loop.js'
import {
  Channel,
  industriesInScope,
  industriesOfOtherDepartments,
  MatterType,
  otherIndustries,
} from '../../shared/dictionary/matter.js'

/** The tables the public gets, and no others: each number stands in exactly one. */
export enum PublicTable {
  REPORTS_BY_DAY = 'REPORTS_BY_DAY',
  REPORTS_BY_REGION = 'REPORTS_BY_REGION',
  REPORTS_BY_MATTER = 'REPORTS_BY_MATTER',
  REPORTS_BY_INDUSTRY = 'REPORTS_BY_INDUSTRY',
  REPORTS_BY_CHANNEL = 'REPORTS_BY_CHANNEL',
  CONCLUSIONS_BY_REGION = 'CONCLUSIONS_BY_REGION',
  CONCLUSIONS_BY_RESULT = 'CONCLUSIONS_BY_RESULT',
}

export enum PublicPeriod {
  DAY = 'DAY',
  MONTH = 'MONTH',
}

export type Measure = 'REPORTS' | 'CONCLUSIONS'

/** A report that names several kinds of matter counts here and in none of the kinds: so the classes add up. */
export const severalMatters = 'SEVERAL'

/** In place of a category: all of them together. */
export const allCategories = 'ALL'

type Definition = {
  readonly measure: Measure
  readonly period: PublicPeriod
  /** A tree of regions down to this level, or the whole by category; never both: decision 0021 says why. */
  readonly by: { readonly region: RegionLevel } | { readonly category: readonly string[] }
  readonly text: { readonly zh: string; readonly en: string }
}
export type RegionLevel = 'NONE' | 'CITY' | 'COUNTY'

/** A change of what is counted is a new version; what was released under an earlier one stays as it is. */
export const definitionsVersion = 1

export const publicTables: Readonly<Record<PublicTable, Definition>> = {
  REPORTS_BY_DAY: {
    measure: 'REPORTS',
    period: PublicPeriod.DAY,
    by: { region: 'NONE' },
    text: {
      zh: '全部地区每日提交的举报件数，次日公布，每月最后五日的随月表公布；公布后不再修改，迟到的计入尚未公布的一日。未定位到县级行政区的举报不计入对外统计。',
      en: 'Reports submitted on a day in all regions together, told on the next, the last five of a month with the month; never revised, late ones count on the first day not told yet. Reports known no closer than a city are in no public table.',
    },
  },
  REPORTS_BY_REGION: {
    measure: 'REPORTS',
    period: PublicPeriod.MONTH,
    by: { region: 'COUNTY' },
    text: {
      zh: '各省、市、县每月提交的举报件数，按举报所涉地点统计，案件移送后不变；月末次日公布，不再修改。',
      en: 'Reports submitted in a month by the place they are about, down to counties; a case that moves changes nothing. Told on the day after the month, never revised.',
    },
  },
  REPORTS_BY_MATTER: {
    measure: 'REPORTS',
    period: PublicPeriod.MONTH,
    by: { category: [...Object.keys(MatterType), severalMatters] },
    text: {
      zh: '全部地区每月提交的举报，按事项类别统计；只涉一类的计入该类，涉及多类的只计入“多类”。',
      en: 'Reports of a month by kind of matter: those of one kind only under that kind, those of several under SEVERAL only.',
    },
  },
  REPORTS_BY_INDUSTRY: {
    measure: 'REPORTS',
    period: PublicPeriod.MONTH,
    by: {
      category: Object.keys({ ...industriesInScope, ...industriesOfOtherDepartments, ...otherIndustries }),
    },
    text: {
      zh: '全部地区每月提交的举报，按行业领域统计。',
      en: 'Reports of a month by industry.',
    },
  },
  REPORTS_BY_CHANNEL: {
    measure: 'REPORTS',
    period: PublicPeriod.MONTH,
    by: { category: Object.keys(Channel) },
    text: {
      zh: '全部地区每月提交的举报，按举报渠道统计。',
      en: 'Reports of a month by the channel they came through.',
    },
  },
  CONCLUSIONS_BY_REGION: {
    measure: 'CONCLUSIONS',
    period: PublicPeriod.MONTH,
    by: { region: 'CITY' },
    text: {
      zh: '各省、市每月作出首次核查结论的案件数；每案只计一次，复查后的新结论不另计，并入他案的不计。',
      en: 'Cases in which the first conclusion was made in the month, by region down to cities; each case once, whatever a re-examination finds.',
    },
  },
  CONCLUSIONS_BY_RESULT: {
    measure: 'CONCLUSIONS',
    period: PublicPeriod.MONTH,
    by: { category: Object.keys(Conclusion) },
    text: {
      zh: '全部地区每月作出首次核查结论的案件，按结论统计。',
      en: 'Cases of their first conclusion in the month, by what was found.',
    },
  },
}

/** Where the sum of all categories is told: in the table by region of the same measure. */
export const tableByRegion: Readonly<Record<Measure, PublicTable>> = {
  REPORTS: PublicTable.REPORTS_BY_REGION,
  CONCLUSIONS: PublicTable.CONCLUSIONS_BY_REGION,
}
