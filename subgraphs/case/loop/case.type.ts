import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { AssignmentMode, CaseOutcome, Conclusion } from '../../shared/dictionary/loop.js'
import { MatterType } from '../../shared/dictionary/matter.js'
import { Region } from '../references/region.type.js'
import { showCaseNumber } from '../desk/case-number.js'
import { CaseState } from './case-state.js'
import type { StoredCase } from './case.entity.js'

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    '案件：一件或并案的多件举报的办理。A case: the handling of one report, or of several merged ones.',
})
export class Case {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, {
    description:
      '案件编号，随机生成，末位为校验位。Its number: drawn at random, the last letter checks the others.',
  })
  number!: string

  @Field(() => CaseState, { description: '状态。Its state.' })
  state!: CaseState

  @Field(() => Region, { description: '所在地区。The place.' })
  region!: Region

  @Field(() => [MatterType], { description: '事项类别。Kinds of matter.' })
  matterTypes!: MatterType[]

  @Field(() => ID, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => Date, { description: '立案时间。When it was opened.' })
  openedAt!: Date

  @Field(() => Date, { nullable: true, description: '受理时间。When it was accepted.' })
  acceptedAt!: Date | null

  @Field(() => CaseOutcome, { nullable: true, description: '结果。How it came out; null while open.' })
  outcome!: CaseOutcome | null

  @Field(() => Conclusion, { nullable: true, description: '核查结论。What verification found.' })
  conclusion!: Conclusion | null

  @Field(() => Boolean, { description: '已批准延期。Whether more time was granted.' })
  extended!: boolean

  @Field(() => Boolean, { description: '正在督办。Whether a supervision order is open.' })
  supervised!: boolean

  @Field(() => ID, { description: '办理机关编号。Id of the authority that handles it.' })
  authorityId!: string

  @Field(() => [ID], { description: '协办机关编号。Ids of authorities that help.' })
  coHandlingAuthorityIds!: string[]

  @Field(() => AssignmentMode, { nullable: true, description: '分办方式。How it was assigned.' })
  assignmentMode!: AssignmentMode | null

  @Field(() => String, { nullable: true, description: '承办处室。The office that handles it.' })
  handlingOffice!: string | null

  @Field(() => String, { nullable: true, description: '承办人账号。Account of the officer.' })
  handlingOfficer!: string | null

  @Field(() => Date, { nullable: true, description: '作出结论的时间。When it was concluded.' })
  concludedAt!: Date | null

  @Field(() => Date, { nullable: true, description: '归档时间。When it was closed.' })
  closedAt!: Date | null

  @Field(() => Date, { description: '最近一步的时间。When the last step was taken.' })
  changedAt!: Date

  @Field(() => Int, {
    description: '版本号，用于防止覆盖他人的办理。Version, against overwriting somebody else’s step.',
  })
  version!: number
}

export const CaseConnection = createConnectionType('Case', () => Case)

/** What the graph shows of a stored case. */
export function toCaseType(stored: StoredCase): Case {
  const { id, state, regionCode, matterTypes, industryCode, openedAt, changedAt, version } = stored
  const { extended, supervised, authorityId, coHandlingAuthorityIds } = stored
  return {
    id,
    number: showCaseNumber(stored.number),
    state,
    region: { code: regionCode },
    matterTypes,
    industryCode,
    openedAt,
    acceptedAt: stored.acceptedAt ?? null,
    outcome: stored.outcome ?? null,
    conclusion: stored.conclusion ?? null,
    extended,
    supervised,
    authorityId,
    coHandlingAuthorityIds,
    assignmentMode: stored.assignmentMode ?? null,
    handlingOffice: stored.handlingOffice ?? null,
    handlingOfficer: stored.handlingOfficer ?? null,
    concludedAt: stored.concludedAt ?? null,
    closedAt: stored.closedAt ?? null,
    changedAt,
    version,
  }
}
