import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import type { ChannelKind } from './notice-channel.entity.js'
import { noticeChannels, setNoticeChannel } from './notice-channel.service.js'
import { NoticeChannel, NoticeChannelKind } from './notice-channel.type.js'

@Resolver()
export class NoticeChannelResolver {
  @Query(() => [NoticeChannel], {
    description:
      '本机关接收期限通知的渠道，负责人可见。Where the own authority is told of deadlines; for its leaders.',
  })
  noticeChannels(@Ctx() context: CaseContext): Promise<NoticeChannel[]> {
    return noticeChannels(context)
  }

  @Mutation(() => [NoticeChannel], {
    description: '设置或取消本机关的通知渠道。Sets, or removes, where the own authority is told.',
  })
  setNoticeChannel(
    @Arg('kind', () => NoticeChannelKind, { description: '方式。The way.' }) kind: ChannelKind,
    @Arg('address', () => String, {
      nullable: true,
      description: '单位邮箱或接口地址；空为取消。Mailbox or URL of the office; null removes it.',
    })
    address: string | null,
    @Ctx() context: CaseContext,
  ): Promise<NoticeChannel[]> {
    return setNoticeChannel(context, { kind, address: address ?? null })
  }
}
