import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { ReportContext } from '../../context.js'
import { ownReportArgument } from '../../intake/report.type.js'
import { provideRewardIdentity, rewardIdentitySealing } from './reward-identity.service.js'
import { RewardIdentitySealing } from './reward-identity.type.js'

const position = {
  defaultValue: 0,
  description: '收款人：0 为举报人，1 起为联名举报人。Who is paid: 0 the reporter, from 1 on who signed too.',
}

@Resolver()
export class RewardIdentityResolver {
  @Query(() => RewardIdentitySealing, {
    nullable: true,
    description:
      '领奖时收款人身份应如何封存；没有待领奖金时为空。How a payee’s identity is to be sealed; null where no reward waits.',
  })
  rewardIdentitySealing(
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Arg('position', () => Int, position) who: number,
    @Ctx() context: ReportContext,
  ): Promise<RewardIdentitySealing | null> {
    return rewardIdentitySealing(context, { reportId, position: who })
  }

  @Mutation(() => Boolean, {
    description:
      '提交收款人身份，须在前端封好；服务器不接受明文证件号码。Gives the payee’s identity, sealed in the front end; the server takes no readable one.',
  })
  provideRewardIdentity(
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Arg('position', () => Int, position) who: number,
    @Arg('envelope', () => String, { description: '封套，base64。The envelope, base64.' }) envelope: string,
    @Ctx() context: ReportContext,
  ): Promise<boolean> {
    return provideRewardIdentity(context, { reportId, position: who, envelope })
  }
}
