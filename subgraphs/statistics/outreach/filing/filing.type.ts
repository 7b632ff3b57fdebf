import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../../shared/connection/connection.js'
import { FilingKindEnum } from '../campaign/campaign.type.js'
import { Authority } from '../../references/authority.type.js'
import type { StoredFiling, StoredFilingStep } from './filing.entity.js'
import { FilingState, FilingStep } from './filing-table.js'

registerEnumType(FilingState, {
  name: 'OutreachFilingState',
  description: '报送材料的状态。Where a document stands.',
  valuesConfig: {
    DRAFT: { description: '填报中。Being filled in.' },
    TO_CHECK: { description: '待审核，内容已固定。To be checked; what it says stands.' },
    CHECKED: { description: '已审核。Checked by another person.' },
    SUBMITTED: { description: '已报送，计入上级合计。Submitted: part of the sum above.' },
    RETURNED: { description: '被退回，可修改。Returned, and open to changes.' },
    SEALED: {
      description: '已盖章，不再变更；更正须出新版本。Sealed for good; a correction is a new edition.',
    },
  },
})
registerEnumType(FilingStep, {
  name: 'OutreachFilingStep',
  description: '对报送材料的操作。What is done to a document.',
  valuesConfig: {
    SAVED: { description: '保存。Saved.' },
    CHECK_ASKED: { description: '提交审核。Its check was asked for.' },
    SENT_BACK: { description: '审核不通过，退回填报。Sent back by who checks it.' },
    CHECKED: { description: '审核通过。Checked.' },
    SUBMITTED: { description: '报送。Submitted.' },
    RETURNED: { description: '上级退回。Returned by the authority above.' },
    SEALED: { description: '盖章。Sealed.' },
    CORRECTED: { description: '更正，另出新版本。Corrected by a new edition.' },
  },
})
export const TaskFilterEnum = { MISSING: 'MISSING', LATE: 'LATE', SUBMITTED: 'SUBMITTED' } as const

registerEnumType(TaskFilterEnum, {
  name: 'OutreachTaskFilter',
  description: '按报送情况筛选。Which tasks to list.',
  valuesConfig: {
    MISSING: { description: '尚未报送。Not submitted yet.' },
    LATE: { description: '逾期（含逾期后已报送）。Late, whether submitted meanwhile or not.' },
    SUBMITTED: { description: '已报送。Submitted.' },
  },
})

@ObjectType({ description: '办理记录。One step of a document.' })
export class OutreachFilingRecord {
  constructor(readonly stored: StoredFilingStep) {}

  @Field(() => FilingStep, { description: '操作。What was done.' })
  get step(): FilingStep {
    return this.stored.step
  }

  @Field(() => String, { description: '操作人账号。Account of who did it.' })
  get by(): string {
    return this.stored.subject
  }

  @Field(() => Authority, { description: '操作人所在单位。Whom the person works for.' })
  get authority(): Authority {
    return { id: this.stored.authorityId }
  }

  @Field(() => Date, { description: '时间。When.' })
  get at(): Date {
    return this.stored.at
  }

  @Field(() => String, { nullable: true, description: '理由。Why, where a reason is asked for.' })
  get reason(): string | null {
    return this.stored.reason ?? null
  }
}

@ObjectType({ description: '一份报送材料的办理情况。The life of a document.' })
export class OutreachFiling {
  constructor(readonly stored: StoredFiling) {}

  @Field(() => ID, { description: '编号。Id.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => FilingKindEnum, { description: '种类。Its kind.' })
  get kind(): StoredFiling['kind'] {
    return this.stored.kind
  }

  @Field(() => Int, {
    description: '第几版；盖章后更正即出新版。Edition: a correction of what was sealed is a new one.',
  })
  get edition(): number {
    return this.stored.edition
  }

  @Field(() => FilingState, { description: '状态。Its state.' })
  get state(): FilingState {
    return this.stored.state
  }

  @Field(() => Int, { description: '版本，操作时须一并给出。Its version, to be given with every step.' })
  get version(): number {
    return this.stored.version
  }

  @Field(() => Date, { nullable: true, description: '填报时间。When it was filled in.' })
  get filledAt(): Date | null {
    return this.stored.filledAt ?? null
  }

  @Field(() => Date, { nullable: true, description: '报送时间。When it was submitted.' })
  get submittedAt(): Date | null {
    return this.stored.submittedAt ?? null
  }

  @Field(() => String, { nullable: true, description: '退回理由。Why it was returned.' })
  get returnReason(): string | null {
    return this.stored.returnReason ?? null
  }

  @Field(() => Date, { nullable: true, description: '盖章时间。When it was sealed.' })
  get sealedAt(): Date | null {
    return this.stored.sealedAt ?? null
  }

  @Field(() => String, {
    nullable: true,
    description: '盖章扫描件的 SHA-256。Hash of the scan that bears the seal.',
  })
  get scanHash(): string | null {
    return this.stored.scanHash ?? null
  }

  @Field(() => String, { nullable: true, description: '用印责任人。Who answers for the seal.' })
  get sealResponsible(): string | null {
    return this.stored.sealResponsible ?? null
  }
}

@ObjectType({ description: '一个单位应报送的材料。What an authority owes a campaign.' })
export class OutreachTask {
  /** Of the row it comes from; a page begins after it. */
  id!: string

  @Field(() => Authority, { description: '单位。The authority.' })
  authority!: Authority

  @Field(() => FilingKindEnum, { description: '材料种类。Which document.' })
  kind!: StoredFiling['kind']

  @Field(() => Date, {
    nullable: true,
    description: '报送期限。The last moment; null where it reports to nobody.',
  })
  dueAt!: Date | null

  @Field(() => Date, { nullable: true, description: '首次报送时间。When it was first submitted.' })
  submittedAt!: Date | null

  @Field(() => Boolean, { description: '是否逾期；一经认定不再撤销。Late: once said it stays.' })
  late!: boolean

  @Field(() => FilingState, {
    nullable: true,
    description: '当前状态；未开始时为空。Where the newest edition stands.',
  })
  state!: FilingState | null
}

export const OutreachTaskConnection = createConnectionType('OutreachTask', () => OutreachTask)
