import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { RecordClass, RetentionStart } from './record-class.js'

registerEnumType(RecordClass, {
  name: 'RecordClass',
  description: '记录类别，各有留存期限。A class of records with a retention period of its own.',
  valuesConfig: {
    DRAFT: { description: '未提交的草稿。Drafts nobody submitted.' },
    REPORT_CONTENT: {
      description:
        '举报内容及其密钥、盲索引（连同证据和对话）。What a report says, its key and blind indexes; evidence and dialogue go with it.',
    },
    EVIDENCE: { description: '证据材料。Evidence files.' },
    DIALOGUE: { description: '与举报人的对话。Messages with the reporter.' },
    IDENTITY: { description: '举报人身份。Who reported.' },
    CONSENT: { description: '同意记录。Evidence of what was agreed to.' },
    AUDIT_DETAIL: {
      description: '审计记录的明细，链本身保留。Details of audit entries; the chain itself stays.',
    },
    EXTERNAL_REFERENCE: {
      description:
        '其他系统或来电来信的编号。Numbers under which other systems, calls and letters know a report.',
    },
    REFERRAL: { description: '转告记录。Referrals to departments outside.' },
    CITIZEN: { description: '不再使用的登录账户。Accounts of citizens who came no more.' },
    SEARCH: { description: '检索记录。Searches by officers.' },
    JOB: { description: '失败的后台任务。Jobs that failed for good.' },
    SPENT_PROOF: { description: '用过的工作量证明。Spent proofs of work.' },
  },
})

registerEnumType(RetentionStart, {
  name: 'RetentionStart',
  description: '留存期限的起算点。From when a retention period is reckoned.',
  valuesConfig: {
    CASE_CLOSED: {
      description: '结案；未结案即撤回的，自撤回起。The closing of the case, or the withdrawal before one.',
    },
    EXPIRED: { description: '失效。Its expiry.' },
    RECORDED: { description: '记录。Its recording.' },
    LAST_USED: { description: '最后一次使用。Its last use.' },
  },
})

export enum ErasureState {
  STARTED = 'STARTED',
  ERASED_PENDING_BACKUP = 'ERASED_PENDING_BACKUP',
  ERASED = 'ERASED',
}

registerEnumType(ErasureState, {
  name: 'ErasureState',
  description: '销毁状态。How far an erasure has come.',
  valuesConfig: {
    STARTED: { description: '已开始。It has begun and will be gone on with.' },
    ERASED_PENDING_BACKUP: {
      description: '已销毁，备份尚未到期。Erased here; a backup that could bring it back has not ended yet.',
    },
    ERASED: { description: '已彻底销毁。Erased everywhere.' },
  },
})

@ObjectType({ description: '一类记录的留存期限。How long a class of records is kept.' })
export class RetentionRule {
  @Field(() => RecordClass, { description: '记录类别。The class.' })
  recordClass!: RecordClass

  @Field(() => RetentionStart, { description: '起算点。From when it is reckoned.' })
  start!: RetentionStart

  @Field(() => Int, { description: '期限（日）。The period in days.' })
  days!: number

  @Field(() => Int, { description: '不得短于（日）。No shorter period is taken.' })
  atLeastDays!: number

  @Field(() => String, { description: '法律依据。The legal basis.' })
  legalBasis!: string

  @Field(() => Int, { description: '版本，0 为系统预设。Its version; 0 is the preset.' })
  version!: number

  @Field(() => Date, {
    nullable: true,
    description: '设定时间，系统预设为空。When it was set; null for the preset.',
  })
  changedAt!: Date | null
}

@ObjectType({
  description:
    '按现行期限应销毁的一类记录（预演，不作任何改动）。What of a class is due under the rules in force: a dry run.',
})
export class RetentionDue {
  @Field(() => RecordClass, { description: '记录类别。The class.' })
  recordClass!: RecordClass

  @Field(() => Date, {
    description: '起算点早于此时刻的已到期。Records whose clock began before this moment are due.',
  })
  before!: Date

  @Field(() => Int, { description: '应销毁数。How many are due.' })
  count!: number

  @Field(() => Int, { description: '因保全暂不销毁数。How many a legal hold keeps.' })
  held!: number

  @Field(() => [ID], {
    description:
      '应销毁的举报编号，至多 first 个；与举报无关的类别为空。Ids of the reports, at most first of them; empty for classes that are not about reports.',
  })
  reportIds!: string[]
}

@ObjectType({
  description: '保全：其间不销毁该举报的任何记录。A legal hold: nothing of the report is erased.',
})
export class LegalHold {
  @Field(() => ID, { description: '举报编号。Id of the report.' })
  reportId!: string

  @Field(() => Date, { description: '开始时间。Since when.' })
  heldAt!: Date

  @Field(() => Date, { nullable: true, description: '解除时间。When it was released.' })
  releasedAt!: Date | null
}

@ObjectType({ description: '一件举报的一类记录的销毁。The erasure of one class of records of a report.' })
export class Erasure {
  @Field(() => RecordClass, { description: '记录类别。The class.' })
  recordClass!: RecordClass

  @Field(() => ErasureState, { description: '状态。How far it has come.' })
  state!: ErasureState

  @Field(() => Date, { nullable: true, description: '销毁时间。When it was erased here.' })
  erasedAt!: Date | null

  @Field(() => Date, {
    nullable: true,
    description: '相关备份全部到期的时间。When the last backup that could bring it back ends.',
  })
  backupEndsAt!: Date | null
}
