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
