import { Field, ObjectType, registerEnumType } from 'type-graphql'

export enum ProofPurpose {
  OPEN_RECEIPT = 'OPEN_RECEIPT',
  SUBMIT_REPORT = 'SUBMIT_REPORT',
}

registerEnumType(ProofPurpose, {
  name: 'ProofPurpose',
  description: '工作量证明的用途。What work is done for.',
  valuesConfig: {
    OPEN_RECEIPT: { description: '凭查询码查询。To open a receipt.' },
    SUBMIT_REPORT: {
      description:
        '开始填写，或直接提交匿名举报。To start a draft, or to submit an anonymous report without one.',
    },
  },
})

@ObjectType({
  description:
    '一道工作量证明题：由设备计算，不识别任何人，只用一次。A challenge a device works on; it identifies nobody and serves once.',
})
export class WorkChallenge {
  @Field(() => String, {
    description:
      'ALTCHA v2 题目（JSON 文本）；解答为 {challenge, solution} 的 JSON 的 base64。An ALTCHA v2 challenge as JSON; the proof is {challenge, solution} as JSON in base64.',
  })
  challenge!: string

  @Field(() => Date, { description: '失效时间。When it expires.' })
  expiresAt!: Date
}
