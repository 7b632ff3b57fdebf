import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { anchorWritten, detailsErased } from '../../shared/audit/record.js'
import { reportAuditActions, type ReportAuditAction } from '../audit-actions.js'

/** What report records, and what the chain records of itself. */
export const auditActions = {
  ...reportAuditActions,
  [detailsErased]: { zh: '到期清除审计明细', en: 'Details of entries were erased when due' },
  [anchorWritten]: { zh: '写出库外锚点', en: 'An anchor was written outside the database' },
} as const

export type AuditAction = ReportAuditAction | typeof detailsErased | typeof anchorWritten

const auditAction = Object.fromEntries(Object.keys(auditActions).map((action) => [action, action]))

registerEnumType(auditAction, {
  name: 'AuditAction',
  description: '留痕动作。What an audit entry records.',
  valuesConfig: Object.fromEntries(
    Object.entries(auditActions).map(([action, { zh, en }]) => [action, { description: `${zh}。${en}.` }]),
  ),
})

@ObjectType({
  description: '留痕的一项事实：代码、编号或散列。One fact of an entry: a code, an id or a hash.',
})
export class AuditFact {
  @Field(() => String, { description: '名称。Its name.' })
  name!: string

  @Field(() => [String], { description: '值。Its values.' })
  values!: string[]
}

@ObjectType({ description: '行为人。Who acted.' })
export class AuditActor {
  @Field(() => String, { description: '访问者类别；SYSTEM 为系统作业。Kind of viewer; SYSTEM for a job.' })
  kind!: string

  @Field(() => String, { nullable: true, description: '工作人员。The member of staff.' })
  subject!: string | null

  @Field(() => ID, { nullable: true, description: '所在机关。Their authority.' })
  authorityId!: string | null
}

@ObjectType({
  description:
    '一条审计留痕，只增不改，逐条链接。An entry of the audit chain: only ever added, each linked to the one before.',
})
export class AuditEntry {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, { description: '在链中的位置，从 1 起。Its place in the chain, from 1.' })
  position!: string

  @Field(() => Date, { description: '时间。When.' })
  at!: Date

  @Field(() => auditAction, { description: '动作。What was done.' })
  action!: AuditAction

  @Field(() => String, { description: '对象类别。Kind of the thing it was done to.' })
  thingKind!: string

  @Field(() => ID, { description: '对象编号。Id of the thing.' })
  thingId!: string

  @Field(() => AuditActor, { nullable: true, description: '行为人；到期清除后为空。Who; null once erased.' })
  actor!: AuditActor | null

  @Field(() => [AuditFact], { nullable: true, description: '事实；到期清除后为空。Facts; null once erased.' })
  facts!: AuditFact[] | null

  @Field(() => String, { nullable: true, description: '所述理由。The reason that was given.' })
  reason!: string | null

  @Field(() => Boolean, { description: '明细是否已到期清除。Whether its details were erased when due.' })
  erased!: boolean

  @Field(() => String, { description: '上一条的散列。Hash of the one before.' })
  prevHash!: string

  @Field(() => String, { description: '本条的 SHA-256 散列。SHA-256 of this one.' })
  hash!: string
}

@InputType({ description: '筛选条件，须同时满足。What entries must all fit.' })
export class AuditEntryFilter {
  @Field(() => ID, { nullable: true, description: '举报编号。About this report.' })
  reportId?: string | null

  @Field(() => auditAction, { nullable: true, description: '动作。Of this kind.' })
  action?: AuditAction | null

  @Field(() => String, { nullable: true, description: '工作人员。By this member of staff.' })
  subject?: string | null

  @Field(() => Date, { nullable: true, description: '自此时起。From this moment on.' })
  from?: Date | null

  @Field(() => Date, { nullable: true, description: '至此时前。Before this moment.' })
  to?: Date | null
}

export const AuditEntryConnection = createConnectionType('AuditEntry', () => AuditEntry)
