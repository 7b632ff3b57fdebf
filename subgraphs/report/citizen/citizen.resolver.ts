import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { ReportContext } from '../context.js'
import type { Report } from '../intake/report.type.js'
import { pageOfOwnReports } from './citizen.service.js'
import { CitizenSession, ReportConnection } from './citizen.type.js'

@Resolver()
export class CitizenResolver {
  @Query(() => ReportConnection, {
    description:
      '登录用户本人在登录状态下提交的实名举报，由新到旧。What the signed-in citizen has reported by real name, newest first.',
  })
  myReports(
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: '上一页末条的游标。Cursor of the last item.' })
    after: string | null,
    @Ctx() { em, viewer, reports }: ReportContext,
  ): Promise<Connection<Report>> {
    return pageOfOwnReports(em, viewer, reports, { first, after })
  }

  @Mutation(() => CitizenSession, {
    description:
      '登录会话续期 1 小时；距微信登录超过 12 小时须重新登录。Another hour; twelve hours after the sign-in itself it takes a new one.',
  })
  renewCitizenSession(@Ctx() { renewCitizenSession, em, viewer }: ReportContext): Promise<CitizenSession> {
    return renewCitizenSession(em, viewer)
  }
}
