import { Field, ObjectType } from 'type-graphql'

@ObjectType({
  description: '凭查询码打开的会话，15 分钟有效。A session opened by a receipt, good for 15 minutes.',
})
export class ReceiptSession {
  @Field(() => String, {
    description: '放入 Authorization: Bearer 的会话凭证。Goes into Authorization: Bearer.',
  })
  token!: string

  @Field(() => Date, { description: '失效时间。When it expires.' })
  expiresAt!: Date
}

@ObjectType({
  description:
    '已更换的查询码。工作人员交给您的那一个随即失效。The receipt that took the place of the operator’s, which is dead from now on.',
})
export class ChangedReceipt {
  @Field(() => String, {
    description: '新的 16 位查询码，请妥善保存。The new receipt: keep it.',
  })
  receipt!: string

  @Field(() => ReceiptSession, { description: '已打开的会话。A session, opened with it.' })
  session!: ReceiptSession
}

@ObjectType({
  description:
    '重新签发、须由举报人更换的查询码。A receipt for a reporter who came back; it can only be changed.',
})
export class RenewedReceipt {
  @Field(() => String, { description: '16 位查询码，只显示这一次。The receipt, shown only now.' })
  receipt!: string

  @Field(() => Date, { description: '须在此之前更换。Until when it can be changed.' })
  expiresAt!: Date
}
