import { createUnionType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Region } from '../references/region.type.js'

@ObjectType({ description: '举报已提交。The report was taken in.' })
export class ReportSubmitted {
  @Field(() => String, {
    nullable: true,
    description:
      '16 位查询码，只显示这一次，请妥善保存；由草稿提交时为空，查询码已随草稿给出。The receipt, shown only now: keep it. Null for a draft, which came with it.',
  })
  receipt!: string | null

  @Field(() => Date, { description: '提交时间。When it was submitted.' })
  submittedAt!: Date

  @Field(() => [String], {
    description: '提示，如匿名举报没有奖励。Things to know, such as that anonymous reports are not rewarded.',
  })
  warnings!: string[]
}

@ObjectType({
  description:
    '属其他部门职责，已登记并告知主管部门。Another department answers for this; recorded, and here is which.',
})
export class ReportReferred {
  @Field(() => ID, { description: '登记编号。Id of the record.' })
  referralId!: string

  @Field(() => Region, { description: '所在地区。The place.' })
  region!: Region

  @Field(() => String, { description: '主管部门。The competent department.' })
  department!: string

  @Field(() => String, { description: '法定依据。Legal basis.' })
  legalBasis!: string
}

export enum SubmissionRefusal {
  NOTICE_OUTDATED = 'NOTICE_OUTDATED',
  PRIVACY_OUTDATED = 'PRIVACY_OUTDATED',
  NO_AUTHORITY = 'NO_AUTHORITY',
  NO_CUSTODIANS = 'NO_CUSTODIANS',
  SEALING_OUTDATED = 'SEALING_OUTDATED',
}

registerEnumType(SubmissionRefusal, {
  name: 'SubmissionRefusal',
  description: '未能提交的原因。Why a report could not be taken in as it is.',
  valuesConfig: {
    NOTICE_OUTDATED: {
      description: '举报须知已更新，请重新阅读。The reporting notice has a newer version: read that.',
    },
    PRIVACY_OUTDATED: {
      description: '隐私说明已更新，请重新阅读。The privacy explanation has a newer version: read that.',
    },
    NO_AUTHORITY: { description: '该地区尚无受理机关。No authority answers for this place.' },
    NO_CUSTODIANS: {
      description:
        '暂无可封存身份的保管员，不能实名举报。Nobody holds keys to seal an identity to: no real-name report now.',
    },
    SEALING_OUTDATED: {
      description:
        '封套不是封给当前持有人的，请重新取得公钥清单后再封。The envelope is not sealed to today’s holders: ask identitySealing and seal anew.',
    },
  },
})

@ObjectType({ description: '未能提交，说明原因。Not taken in, and why.' })
export class SubmissionRefused {
  @Field(() => SubmissionRefusal, { description: '原因。The reason.' })
  reason!: SubmissionRefusal

  @Field(() => String, { description: '说明，按请求语言。The reason in words.' })
  message!: string
}

export const SubmitReportResult = createUnionType({
  name: 'SubmitReportResult',
  description: '提交结果。What became of a submission.',
  types: () => [ReportSubmitted, ReportReferred, SubmissionRefused] as const,
})
