/** The seven figures of the annex form, in its order, with its words and units: E09 to E15. */
export const figures = {
  mediaColumns: { label: '报纸、电视、广播等专题栏目（个）', short: '专题栏目（个）' },
  postersAndBoards: { label: '张贴宣传海报、展板（张）', short: '海报展板（张）' },
  brochures: { label: '发放宣传手册（份）', short: '宣传手册（份）' },
  qrPlacements: {
    label: '小程序二维码添加至应急管理部门网站、官方微信公众号（个）',
    short: '网站公众号二维码（个）',
  },
  otherActivities: { label: '其他宣传方式（次数）（请说明具体活动形式）', short: '其他方式（次）' },
  enterprisesCovered: { label: '覆盖生产经营单位（个）', short: '覆盖单位（个）' },
  communitiesCovered: { label: '覆盖社区（个）', short: '覆盖社区（个）' },
} as const

export type Figure = keyof typeof figures
export const figureNames = Object.keys(figures) as Figure[]
export type Figures = Record<Figure, number>

export const zeroFigures: Readonly<Figures> = {
  mediaColumns: 0,
  postersAndBoards: 0,
  brochures: 0,
  qrPlacements: 0,
  otherActivities: 0,
  enterprisesCovered: 0,
  communitiesCovered: 0,
}

export function addFigures(a: Readonly<Figures>, b: Readonly<Figures>): Figures {
  return mapFigures((figure) => a[figure] + b[figure])
}

export function mapFigures(valueOf: (figure: Figure) => number): Figures {
  return Object.fromEntries(figureNames.map((figure) => [figure, valueOf(figure)])) as Figures
}

/** What the overview has to speak of (E17), in the order of the note on the form. */
export const overviewSections = {
  LEADERSHIP: '加强领导',
  MECHANISM: '健全机制',
  VERIFICATION_REWARD: '核查奖励',
  TYPICAL_CASES: '发布典型案例',
} as const

export type OverviewSection = keyof typeof overviewSections
export const overviewSectionNames = Object.keys(overviewSections) as OverviewSection[]
