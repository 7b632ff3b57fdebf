import { Field, ID, InputType } from 'type-graphql'
import { AssignmentMode, CaseOutcome, Conclusion } from '../../shared/dictionary/loop.js'
import { Channel, MatterType, ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
import { CaseState } from '../loop/case-state.js'

const wanted = (description: string) => ({ nullable: true, description })

@InputType({
  description:
    '案件筛选条件，各项须同时满足。What cases to list; all conditions that are given must be met, and of a list any one item.',
})
export class CaseFilter {
  @Field(() => String, wanted('案件编号。Number of the case.'))
  number?: string | null

  @Field(() => ID, wanted('限于此地区及其下级。Only this region and below.'))
  regionCode?: string | null

  @Field(() => ID, wanted('办理机关。The authority that handles it.'))
  authorityId?: string | null

  @Field(() => [CaseState], wanted('状态。States.'))
  states?: CaseState[] | null

  @Field(() => [CaseOutcome], wanted('结果。Outcomes.'))
  outcomes?: CaseOutcome[] | null

  @Field(() => [Conclusion], wanted('核查结论。Conclusions.'))
  conclusions?: Conclusion[] | null

  @Field(() => [AssignmentMode], wanted('分办方式。How it was assigned.'))
  assignmentModes?: AssignmentMode[] | null

  @Field(() => [MatterType], wanted('事项类别。Kinds of matter.'))
  matterTypes?: MatterType[] | null

  @Field(() => [ID], wanted('行业领域代码。Codes of industries.'))
  industryCodes?: string[] | null

  @Field(() => ReporterMode, wanted('实名或匿名。Whether a report is signed with a name.'))
  mode?: ReporterMode | null

  @Field(() => ReporterKind, wanted('举报人身份。In what capacity a person reports.'))
  reporterKind?: ReporterKind | null

  @Field(() => Channel, wanted('举报渠道。The channel of a report.'))
  channel?: Channel | null

  @Field(() => Date, wanted('立案不早于。Opened at or after.'))
  openedFrom?: Date | null

  @Field(() => Date, wanted('立案早于。Opened before.'))
  openedBefore?: Date | null

  @Field(() => Date, wanted('受理不早于。Accepted at or after.'))
  acceptedFrom?: Date | null

  @Field(() => Date, wanted('受理早于。Accepted before.'))
  acceptedBefore?: Date | null

  @Field(() => Date, wanted('下一期限早于。The next term of the authority ends before.'))
  dueBefore?: Date | null

  @Field(() => Boolean, wanted('是否已逾期。Whether a term of the authority was missed.'))
  overdue?: boolean | null

  @Field(() => Boolean, wanted('是否正在督办。Whether a supervision order is open.'))
  supervised?: boolean | null

  @Field(() => Boolean, wanted('是否已延期。Whether more time was granted.'))
  extended?: boolean | null

  @Field(() => Boolean, wanted('只看本人承办的。Only what the viewer handles.'))
  mine?: boolean | null

  @Field(
    () => String,
    wanted('承办处室、承办人中包含的文字。Words in the handling office or the account of the officer.'),
  )
  text?: string | null
}
