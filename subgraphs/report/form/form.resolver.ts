import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { Channel } from '../../shared/dictionary/matter.js'
import type { ReportContext } from '../context.js'
import { reportForm } from './form.service.js'
import { ReportForm } from './form.type.js'

@Resolver()
export class FormResolver {
  @Query(() => ReportForm, {
    description:
      '举报表单，任何人可取，文字按请求语言。The report form, for anybody, in the language of the request.',
  })
  reportForm(
    @Arg('channel', () => Channel, { defaultValue: Channel.WEB, description: '渠道。The channel.' })
    channel: Channel,
    @Ctx() context: ReportContext,
  ): ReportForm {
    return reportForm(channel, context)
  }
}
