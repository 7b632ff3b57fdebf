import { Arg, Ctx, Directive, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { ReportContext } from '../context.js'
import type { Report } from '../intake/report.type.js'
import { myAccount, ownsReport, pageOfOwnReports } from './citizen.service.js'
import { BoundPhone, CitizenAccount, CitizenSession, ReportConnection } from './citizen.type.js'

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

  @Query(() => CitizenAccount, { description: '登录用户本人的账号。The account of who is signed in.' })
  myAccount(@Ctx() { em, viewer }: ReportContext): Promise<CitizenAccount> {
    return myAccount(em, viewer)
  }

  @Directive('@inaccessible')
  @Query(() => Boolean, {
    description:
      '举报是否为登录用户本人所提交，仅供案件子图。Whether a report is the citizen’s own, for the case subgraph only.',
  })
  ownsReport(
    @Arg('citizenId', () => ID, { description: '登录用户编号。Id of the citizen.' }) citizenId: string,
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<boolean> {
    return ownsReport(em, viewer, { citizenId, reportId })
  }

  @Mutation(() => CitizenSession, {
    description:
      '用微信登录，限实名举报的用户；匿名举报不要登录。Signs in by WeChat, to report by real name; who reports without a name does not sign in.',
  })
  signInByWeChat(
    @Arg('code', () => String, {
      description: 'wx.login 得到的一次性凭证。The single-use code of wx.login.',
    })
    code: string,
    @Ctx() { signInByWeChat, em, viewer }: ReportContext,
  ): Promise<CitizenSession> {
    return signInByWeChat(em, viewer, code)
  }

  @Mutation(() => BoundPhone, {
    description:
      '验证登录用户的手机号并交还本人，服务器只记录时间。Verifies a telephone of the citizen and hands it back; only the moment is recorded.',
  })
  bindPhone(
    @Arg('code', () => String, {
      description:
        'getPhoneNumber 按钮得到的一次性凭证，5 分钟有效。The single-use code of the getPhoneNumber button, good for 5 minutes.',
    })
    code: string,
    @Ctx() { bindPhone, em, viewer }: ReportContext,
  ): Promise<BoundPhone> {
    return bindPhone(em, viewer, code)
  }

  @Mutation(() => CitizenSession, {
    description:
      '登录会话续期 1 小时；距微信登录超过 12 小时须重新登录。Another hour; twelve hours after the sign-in itself it takes a new one.',
  })
  renewCitizenSession(@Ctx() { renewCitizenSession, em, viewer }: ReportContext): Promise<CitizenSession> {
    return renewCitizenSession(em, viewer)
  }
}
