import { MatterType } from '../../shared/dictionary/matter.js'

/** Short names for what is read outside the graph; the graph describes each value itself. */
export const matterNames: Readonly<Record<MatterType, string>> = {
  [MatterType.CONCEALED_OR_FALSE_ACCIDENT]: '瞒报谎报事故',
  [MatterType.MAJOR_HAZARD]: '重大事故隐患',
  [MatterType.GENERAL_HAZARD]: '一般事故隐患',
  [MatterType.ILLEGAL_ACT]: '安全生产违法行为',
}
