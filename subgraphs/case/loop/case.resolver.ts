import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { isStaffWho, requireStaff } from '../../../platform/viewer/viewer.js'
import type { CaseContext } from '../context.js'
import { Report } from '../references/report.type.js'
import { acceptReport } from './acceptance.service.js'
import { CaseIdArg, ExpectedVersionArg } from './step-arguments.js'
import { CaseHistoryEntry, CaseStep } from './case-step.type.js'
import { Case } from './case.type.js'

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => Case, {
    nullable: true,
    description: '一个案件；不在管辖范围内即为空。A case; null where there is none within reach.',
  })
  case(
    @Arg('id', () => ID, { description: '编号。Id.' }) id: string,
    @Ctx() { loaders, viewer }: CaseContext,
  ): Promise<Case | null> {
    requireStaff(viewer, 'READ_CASES')
    return loaders.cases.load(id)
  }

  @Mutation(() => Case, { description: '受理。Accepts a case that is being screened.' })
  acceptReport(
    @CaseIdArg() caseId: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return acceptReport(context, { caseId, expectedVersion })
  }

  @FieldResolver(() => [CaseStep], {
    description: '您现在可以办理的步骤。The steps the viewer may take now.',
  })
  allowedSteps(@Root() { id }: Case, @Ctx() { loaders }: CaseContext): Promise<CaseStep[]> {
    return loaders.allowedSteps.load(id)
  }

  @FieldResolver(() => [CaseHistoryEntry], {
    description: '办理过程，从先到后。The steps that were taken, first to last.',
  })
  history(@Root() { id }: Case, @Ctx() { loaders }: CaseContext): Promise<CaseHistoryEntry[]> {
    return loaders.history.load(id)
  }

  @FieldResolver(() => [Report], {
    description:
      '案件包含的举报，仅有权查看举报的人员可见。Reports handled in this case, for those who may read reports.',
  })
  reports(@Root() { id }: Case, @Ctx() { loaders, viewer }: CaseContext): Promise<Report[]> | Report[] {
    // Report answers nobody else, and a report that cannot be read would take the whole list with it.
    return isStaffWho(viewer, 'READ_REPORTS') ? loaders.reportsOfCase.load(id) : []
  }
}

@Resolver(() => Report)
export class CaseOfReportResolver {
  @FieldResolver(() => Case, {
    nullable: true,
    description: '办理此举报的案件，仅工作人员可见。The case that handles it; for staff within reach.',
  })
  case(@Root() { id }: Report, @Ctx() { loaders }: CaseContext): Promise<Case | null> {
    return loaders.caseOfReport.load(id)
  }
}
