import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { CaseFilter } from '../desk/case-filter.input.js'
import { askForExport } from './case-export.service.js'
import { CaseExport, ExportFormat } from './case-export.type.js'

@Resolver(() => CaseExport)
export class CaseExportResolver {
  @Mutation(() => CaseExport, {
    description:
      '导出管辖范围内的案件；下载时记入审计。Exports cases within reach as a file; fetching it is recorded.',
  })
  exportCases(
    @Arg('filter', () => CaseFilter, { description: '筛选条件。What to list.' }) filter: CaseFilter,
    @Arg('format', () => ExportFormat, { description: '格式。The format.' }) format: ExportFormat,
    @Ctx() context: CaseContext,
  ): Promise<CaseExport> {
    return askForExport(context, { filter, format })
  }
}
