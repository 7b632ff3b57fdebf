import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ownReportArgument } from '../intake/report.type.js'
import { exportMyReport } from './export.service.js'
import { ReportExport } from './export.type.js'

@Resolver()
export class ExportResolver {
  /** A mutation, since it is recorded; answers of the graph carry no-store. */
  @Mutation(() => ReportExport, {
    description:
      '导出本平台保存的关于本人举报的全部数据；导出会被记录。Exports everything held about one’s own report; the export is recorded.',
  })
  exportMyReport(
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<ReportExport> {
    return exportMyReport(context, reportId)
  }
}
