import type { EntityManager } from '@mikro-orm/postgresql'
import { registerEnumType } from 'type-graphql'
import { StoredCitizen } from './citizen.entity.js'

/** How far it was checked that a reporter is a person who can be reached: requirement A12. */
export enum ReporterVerification {
  NONE = 'NONE',
  WECHAT = 'WECHAT',
  PHONE = 'PHONE',
  NAME_ID_CHECKED = 'NAME_ID_CHECKED',
}

registerEnumType(ReporterVerification, {
  name: 'ReporterVerification',
  description: '举报人核验程度，仅供研判参考。How far the reporter was verified; for triage only.',
  valuesConfig: {
    NONE: { description: '未核验，匿名举报均为此项。Not at all; every anonymous report.' },
    WECHAT: { description: '微信登录后提交。Submitted while signed in by WeChat.' },
    PHONE: { description: '微信登录并验证过手机号。Signed in, with a telephone WeChat has verified.' },
    NAME_ID_CHECKED: {
      description: '奖励环节经微信实名信息校验一致。Name and document were checked at the reward.',
    },
  },
})

/** As it is when a report is submitted; what the account does later changes no report. */
export async function verificationOf(
  em: EntityManager,
  citizenId: string | null,
): Promise<ReporterVerification> {
  if (citizenId === null) return ReporterVerification.NONE
  const citizen = await em.findOne(StoredCitizen, { id: citizenId })
  return citizen?.phoneBoundAt ? ReporterVerification.PHONE : ReporterVerification.WECHAT
}
