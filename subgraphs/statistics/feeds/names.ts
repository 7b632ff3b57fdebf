import { Channel, MatterType } from '../../shared/dictionary/matter.js'

/** Short names for what is read outside the graph; the graph describes each value itself. */
export const matterNames: Readonly<Record<MatterType, string>> = {
  [MatterType.CONCEALED_OR_FALSE_ACCIDENT]: '瞒报谎报事故',
  [MatterType.MAJOR_HAZARD]: '重大事故隐患',
  [MatterType.GENERAL_HAZARD]: '一般事故隐患',
  [MatterType.ILLEGAL_ACT]: '安全生产违法行为',
}

export const channelNames: Readonly<Record<Channel, string>> = {
  [Channel.WEB]: '网站',
  [Channel.WECHAT_MINI]: '小程序',
  [Channel.HOTLINE_12350]: '12350 电话',
  [Channel.HOTLINE_12345]: '12345 热线',
  [Channel.LETTER]: '来信',
  [Channel.EMAIL]: '电子邮件',
  [Channel.FAX]: '传真',
  [Channel.VISIT]: '来访',
  [Channel.TRANSFER]: '其他机关转来',
}
