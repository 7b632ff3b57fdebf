import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { Report } from '../intake/report.type.js'
import { sameReporter } from './sameness.service.js'
import { Sameness } from './sameness.type.js'

@Resolver()
export class SamenessResolver {
  @Directive('@inaccessible')
  @Query(() => Sameness, {
    description:
      '是否与此前的举报为同一举报人，仅供案件子图。Whether one reporter stands behind a report and earlier ones, for the case subgraph only.',
  })
  sameReporter(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('earlierReportIds', () => [ID], { description: '此前的举报编号。Ids of earlier reports.' })
    earlierReportIds: string[],
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<Sameness> {
    return sameReporter(em, viewer, { reportId, earlierReportIds })
  }

  @Mutation(() => Report, {
    nullable: true,
    description:
      '以此前举报的查询码说明两件举报是同一人所为；由本人自愿出示，工作人员看不到查询码。The reporter of the session says by the receipt of an earlier report that it is theirs too; voluntary, and staff never see the receipt.',
  })
  showEarlierReceipt(
    @Arg('receipt', () => String, { description: '此前举报的 16 位查询码。The earlier receipt.' })
    receipt: string,
    @Arg('proof', () => String, {
      description: '用途为 OPEN_RECEIPT 的工作量证明。A proof of work for OPEN_RECEIPT.',
    })
    proof: string,
    @Ctx() context: ReportContext,
  ): Promise<Report | null> {
    return context.showEarlierReceipt(context, { receipt, proof })
  }
}
