import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg, OwnReportArg } from '../loop/step-arguments.js'
import { asReporter } from '../references/own-report.js'
import { mayReadAnswers } from '../references/report-readers.js'
import { Report } from '../references/report.type.js'
import { objectToConclusion } from './objection.service.js'
import { Objection, ObjectionDecision, ReexaminationResult } from './objection.type.js'
import { concludeReexamination, decideObjection } from './reexamination.service.js'

@Resolver(() => Case)
export class ObjectionResolver {
  @Mutation(() => [Objection], {
    description:
      '举报人对核查结论或不予受理提出异议，自送达起十日内；逾期的记录为不予复查（late）。The reporter objects within ten days of service; later it is kept and declined as late.',
  })
  async objectToConclusion(
    @Arg('reason', () => String, { description: '理由，2 到 2000 字。The reason.' }) reason: string,
    @OwnReportArg() reportId: string | null,
    @Ctx() context: CaseContext,
  ): Promise<Objection[]> {
    const desk = await asReporter(context, reportId)
    return context.objections.ofReport.load(await objectToConclusion(desk, { reason }))
  }

  @Mutation(() => Case, {
    description: '上一级机关决定是否复查。The level above decides whether it re-examines.',
  })
  decideObjection(
    @CaseIdArg() caseId: string,
    @Arg('objectionId', () => ID, { description: '异议编号。Id of the objection.' }) objectionId: string,
    @Arg('decision', () => ObjectionDecision, { description: '是否复查。Whether it is admitted.' })
    decision: ObjectionDecision,
    @Arg('reason', () => String, {
      nullable: true,
      description: '不予复查的理由，举报人可见。Why it is declined; the reporter reads it.',
    })
    reason: string | null,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return decideObjection(context, { caseId, objectionId, decision, reason, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '作出复查结论，答复全部复查中的异议。Concludes the re-examination and answers its objections.',
  })
  concludeReexamination(
    @CaseIdArg() caseId: string,
    @Arg('result', () => ReexaminationResult, { description: '复查结论。The result.' })
    result: ReexaminationResult,
    @Arg('reason', () => String, {
      description: '理由，2 到 2000 字，举报人可见。Why; the reporter reads it.',
    })
    reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return concludeReexamination(context, { caseId, result, reason, expectedVersion })
  }

  @FieldResolver(() => [Objection], { description: '异议，由先到后。Objections, first to last.' })
  objections(@Root() { id }: Case, @Ctx() { objections }: CaseContext): Promise<Objection[]> {
    return objections.ofCase.load(id)
  }
}

@Resolver(() => Report)
export class ObjectionsOfReportResolver {
  @Directive('@requires(fields: "isOwn")')
  @FieldResolver(() => [Objection], {
    description:
      '异议及答复，本人和辖区内工作人员可见。Objections and their answers, for the reporter and staff within reach.',
  })
  async objections(@Root() report: Report, @Ctx() context: CaseContext): Promise<Objection[]> {
    const { viewer, loaders, objections } = context
    return (await mayReadAnswers(viewer, report, loaders)) ? objections.ofReport.load(report.id) : []
  }
}
