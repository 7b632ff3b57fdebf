import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { ReportContext } from '../context.js'
import { closeExternalSystem, externalSystems, registerExternalSystem } from './external-system.service.js'
import { syncedReports, syncReconciliation } from './reconciliation.service.js'
import {
  RegisteredSystem,
  SyncAnswer,
  SyncedReportConnection,
  SyncedReportInput,
  SyncReconciliation,
  type SyncedReportEntry,
} from './sync.type.js'

const systemArgument = { description: '系统代码。Code of the system.' }

@Resolver()
export class SyncResolver {
  @Mutation(() => [SyncAnswer], {
    description:
      '其他系统报送举报，一批最多 50 条，逐条答复，可重复、可乱序；仅限该系统的机器账号。Another system sends reports, at most 50 at once, each answered for itself, in any order and as often as need be.',
  })
  syncReports(
    @Arg('system', () => ID, systemArgument) system: string,
    @Arg('reports', () => [SyncedReportInput], { description: '各件举报。The reports.' })
    reports: SyncedReportInput[],
    @Ctx() { syncReports, em, viewer, language, log }: ReportContext,
  ): Promise<SyncAnswer[]> {
    return syncReports(em, viewer, { system, items: reports }, { language, log })
  }

  @Query(() => SyncedReportConnection, {
    description:
      '对账与进度：该系统已报送的举报，按接收先后；仅限该系统的机器账号。What stands here of a system’s reports, first received first, with the progress of each.',
  })
  syncedReports(
    @Arg('system', () => ID, systemArgument) system: string,
    @Arg('since', () => Date, {
      nullable: true,
      description: '只列此后接收、更正或有进展的。Only what came, was corrected or moved on since.',
    })
    since: Date | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '每页条数，1 到 100。Page size, 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: '上一页末条游标。Cursor of the page before.' })
    after: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Connection<SyncedReportEntry>> {
    return syncedReports(context, { system, since, first, after })
  }

  @Query(() => SyncReconciliation, {
    description:
      '一天的对账：件数、摘要和尚未接收的；该系统或系统管理员。One day’s counts, digest and refusals.',
  })
  syncReconciliation(
    @Arg('system', () => ID, systemArgument) system: string,
    @Arg('day', () => String, { description: '日期，YYYY-MM-DD，北京时间。The day in China.' }) day: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<SyncReconciliation> {
    return syncReconciliation(em, viewer, { system, day })
  }

  @Mutation(() => RegisteredSystem, {
    description: '登记可以报送举报的系统及其机器账号（系统管理员）。Lets another system send its reports.',
  })
  registerExternalSystem(
    @Arg('code', () => ID, {
      description: '系统代码，大写字母、数字和下划线。Capitals, digits, underscores.',
    })
    code: string,
    @Arg('name', () => String, { description: '名称。Its name.' }) name: string,
    @Arg('subject', () => String, { description: '机器账号。Its machine account.' }) subject: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<RegisteredSystem> {
    return registerExternalSystem(em, viewer, { code, name, subject })
  }

  @Mutation(() => RegisteredSystem, {
    description: '停用一个系统的报送（系统管理员）。From now on the system sends nothing more.',
  })
  closeExternalSystem(
    @Arg('code', () => ID, systemArgument) code: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<RegisteredSystem> {
    return closeExternalSystem(em, viewer, code)
  }

  @Query(() => [RegisteredSystem], {
    description: '可以报送举报的系统（系统管理员）。The systems that may send reports.',
  })
  externalSystems(@Ctx() { em, viewer }: ReportContext): Promise<RegisteredSystem[]> {
    return externalSystems(em, viewer)
  }
}
