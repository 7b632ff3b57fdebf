import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { MiniProgramCode } from './program-code.type.js'

@Resolver()
export class ProgramCodeResolver {
  @Mutation(() => MiniProgramCode, {
    description:
      '为公示牌点位生成小程序码，限宣传人员。Makes the mini-program code of a placement, for publicity staff.',
  })
  createMiniProgramCode(
    @Arg('placementCode', () => ID, { description: '点位编号。Code of the placement.' })
    placementCode: string,
    @Ctx() { createMiniProgramCode, viewer }: ReportContext,
  ): Promise<MiniProgramCode> {
    return createMiniProgramCode(viewer, placementCode)
  }
}
