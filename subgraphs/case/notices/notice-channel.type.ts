import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type { ChannelKind } from './notice-channel.entity.js'

export const NoticeChannelKind = { EMAIL: 'EMAIL', WEBHOOK: 'WEBHOOK' } as const satisfies Record<
  ChannelKind,
  ChannelKind
>

registerEnumType(NoticeChannelKind, {
  name: 'NoticeChannelKind',
  description: '通知方式。The way an office is told.',
  valuesConfig: {
    EMAIL: { description: '单位邮箱。A mailbox of the office.' },
    WEBHOOK: { description: '单位系统的接口地址。An address of a system of the office.' },
  },
})

@ObjectType({ description: '本机关接收期限通知的渠道。Where an authority is told of deadlines.' })
export class NoticeChannel {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => NoticeChannelKind, { description: '方式。The way.' })
  kind!: ChannelKind

  @Field(() => String, { description: '地址。The address.' })
  address!: string

  @Field(() => Date, { description: '设置时间。When it was set.' })
  setAt!: Date
}
