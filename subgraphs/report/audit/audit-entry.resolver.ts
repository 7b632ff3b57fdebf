import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { ReportContext } from '../context.js'
import { AuditEntryConnection, AuditEntryFilter, type AuditEntry } from './audit-entry.type.js'
import { pageOfEntries } from './audit-entry.service.js'

@Resolver()
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, {
    description:
      '举报子图的审计留痕，新的在前；仅限审计管理员，查阅本身也留痕。The audit chain of reports, newest first: for audit administrators only, and reading it is itself an entry.',
  })
  auditEntries(
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Arg('filter', () => AuditEntryFilter, { nullable: true, description: '筛选条件。What to look for.' })
    filter: AuditEntryFilter | null,
    @Ctx() context: ReportContext,
  ): Promise<Connection<AuditEntry>> {
    return pageOfEntries(context, { first, after, filter: filter ?? {} })
  }
}
