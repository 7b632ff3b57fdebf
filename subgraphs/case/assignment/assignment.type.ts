import { Field, ID, ObjectType } from 'type-graphql'
import { AssignmentMode } from '../../shared/dictionary/loop.js'
import { CaseOfficer } from './case-officer.type.js'

@ObjectType({ description: '一次分办或转办。A case was given to somebody.' })
export class AssignmentRecord {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => AssignmentMode, { description: '方式。How.' })
  mode!: AssignmentMode

  @Field(() => ID, { description: '原办理机关编号。Id of the authority before.' })
  fromAuthorityId!: string

  @Field(() => ID, { description: '办理机关编号。Id of the authority from then on.' })
  toAuthorityId!: string

  @Field(() => String, { nullable: true, description: '承办处室。The office.' })
  office!: string | null

  @Field(() => [ID], { description: '指定人员的账号。Accounts of those named.' })
  officers!: string[]

  @Field(() => String, { nullable: true, description: '理由。The reason; of a transfer.' })
  reason!: string | null

  @Field(() => ID, { description: '办理人账号。Account of who did it.' })
  assignedBy!: string

  @Field(() => Date, { description: '时间。When.' })
  assignedAt!: Date
}

@ObjectType({ description: '协办机关或处室。An authority or office that helps.' })
export class CoHandler {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '机关编号。Id of the authority.' })
  authorityId!: string

  @Field(() => String, {
    nullable: true,
    description: '处室；空为整个机关。The office; null for the whole authority.',
  })
  office!: string | null

  @Field(() => Date, { description: '时间。Since when.' })
  addedAt!: Date
}

@ObjectType({ description: '案件的承办情况。Who handles a case, and how it came there.' })
export class CaseAssignment {
  @Field(() => [CaseOfficer], { description: '现有人员。Who is named for it now.' })
  officers!: CaseOfficer[]

  @Field(() => [CoHandler], { description: '协办机关和处室。Who helps.' })
  coHandlers!: CoHandler[]

  @Field(() => [ID], {
    description: '因回避不得接触案件的账号。Accounts kept from it for a conflict of interest.',
  })
  excludedOfficers!: string[]

  @Field(() => [AssignmentRecord], {
    description: '历次分办和转办，从先到后。Assignments and transfers, first to last.',
  })
  history!: AssignmentRecord[]
}

@ObjectType({ description: '回避申报。A declared conflict of interest.' })
export class ConflictDeclaration {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '案件编号。Id of the case.' })
  caseId!: string

  @Field(() => ID, { description: '回避人账号。Account of the officer.' })
  officer!: string

  @Field(() => Date, { description: '时间。When.' })
  declaredAt!: Date
}
