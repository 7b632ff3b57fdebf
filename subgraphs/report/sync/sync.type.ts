import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { SubmitReportInput } from '../intake/submission.input.js'
import { PublicProgress } from '../progress/progress.type.js'

/** What became of one item; sent again, it is answered the same. */
export enum SyncOutcome {
  TAKEN_IN = 'TAKEN_IN',
  REVISED = 'REVISED',
  REFERRED = 'REFERRED',
  SUPERSEDED = 'SUPERSEDED',
  REFUSED = 'REFUSED',
}

registerEnumType(SyncOutcome, {
  name: 'SyncOutcome',
  description: '同步一条的结果。What became of one item of a batch.',
  valuesConfig: {
    TAKEN_IN: { description: '已接收为举报。Taken in as a report.' },
    REVISED: { description: '已按较新版本更正。Corrected by a later version; the earlier one is kept.' },
    REFERRED: { description: '属其他部门职责，已登记。Another department answers for it; recorded.' },
    SUPERSEDED: { description: '已有更新的版本，本版本不再采用。A later version is here already.' },
    REFUSED: { description: '未接收，见原因。Not taken; see the reason.' },
  },
})

export enum SyncRefusalReason {
  BAD_INPUT = 'BAD_INPUT',
  CONTENT_DIFFERS = 'CONTENT_DIFFERS',
  FIXED_PART_CHANGED = 'FIXED_PART_CHANGED',
  TIMESTAMP_OUT_OF_ORDER = 'TIMESTAMP_OUT_OF_ORDER',
  CONTENT_ERASED = 'CONTENT_ERASED',
  NO_AUTHORITY = 'NO_AUTHORITY',
  NO_CUSTODIANS = 'NO_CUSTODIANS',
  SEALING_OUTDATED = 'SEALING_OUTDATED',
  TRY_AGAIN = 'TRY_AGAIN',
}

registerEnumType(SyncRefusalReason, {
  name: 'SyncRefusalReason',
  description: '未接收的原因。Why an item was not taken.',
  valuesConfig: {
    BAD_INPUT: { description: '内容不合规则，见 problems。It breaks a rule; see problems.' },
    CONTENT_DIFFERS: {
      description: '同一编号同一版本内容不同，更正须用更高版本号。The same version with other content.',
    },
    FIXED_PART_CHANGED: {
      description:
        '地区、行业、事项类别、实名匿名、渠道或提交时间不能更正，须另行报送。Place, industry, kinds, mode, channel and moment of submission are fixed: send it as another item.',
    },
    TIMESTAMP_OUT_OF_ORDER: {
      description: '版本较新而变更时间较早。A later version with an earlier moment of change.',
    },
    CONTENT_ERASED: { description: '内容已依法清除。The content was erased when due.' },
    NO_AUTHORITY: { description: '该地区尚无受理机关。No authority answers for the place.' },
    NO_CUSTODIANS: { description: '暂无身份保管员。Nobody holds keys to seal the identity to.' },
    SEALING_OUTDATED: { description: '封套须重新封存。The envelope is not sealed to today’s holders.' },
    TRY_AGAIN: { description: '暂时未能处理，请重发。It could not be handled now: send it again.' },
  },
})

@InputType({ description: '其他系统的一件举报。A report of another system.' })
export class SyncedReportInput {
  @Field(() => String, {
    description: '对方系统中的编号，1 到 100 字，不含空白。Its id there, 1 to 100 characters, no blanks.',
  })
  externalId!: string

  @Field(() => Int, {
    description: '版本号，从 1 起，每次更正加大。Its version, from 1, greater with each change.',
  })
  version!: number

  @Field(() => Date, { description: '举报人在对方系统提交的时间。When it was submitted there.' })
  submittedAt!: Date

  @Field(() => Date, {
    nullable: true,
    description: '此版本在对方系统形成的时间，默认为提交时间。When this version was made there.',
  })
  changedAt?: Date | null

  @Field(() => ID, {
    nullable: true,
    description:
      '举报编号（UUID v4），仅随身份信封填写，信封据此封存。The id the report gets; needed with an identity envelope, which is bound to it.',
  })
  reportId?: string | null

  @Field(() => SubmitReportInput, {
    description:
      '举报内容，与网上举报同一表单；consent 为对方系统文件的版本，可不填。The report by the same form; consent names versions of that system’s own documents and may be left out.',
  })
  report!: SubmitReportInput
}

@ObjectType({ description: '一条未接收的问题。What is wrong with an item.' })
export class SyncProblem {
  @Field(() => String, { description: '位置。Where, from the top of the arguments.' })
  inputPath!: string

  @Field(() => String, { description: '说明。In words.' })
  message!: string
}

@ObjectType({ description: '同步一条的答复。What became of one item, in the order sent.' })
export class SyncAnswer {
  @Field(() => String, { description: '对方系统中的编号。Its id there.' })
  externalId!: string

  @Field(() => Int, {
    description: '现有的版本号；未接收时为所送版本。The version here; of a refusal the one sent.',
  })
  version!: number

  @Field(() => SyncOutcome, { description: '结果。The outcome.' })
  outcome!: SyncOutcome

  @Field(() => SyncRefusalReason, { nullable: true, description: '未接收的原因。Why it was not taken.' })
  reason!: SyncRefusalReason | null

  @Field(() => [SyncProblem], { description: '具体问题。What is wrong.' })
  problems!: SyncProblem[]

  @Field(() => String, {
    nullable: true,
    description: '转告的主管部门。The competent department, if referred.',
  })
  department!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      '内容摘要（SHA-256），算法见 docs/sync.md；身份不计入。Fingerprint of the content, without identities.',
  })
  digest!: string | null

  @Field(() => Date, { nullable: true, description: '首次接收时间。When it was first received.' })
  receivedAt!: Date | null
}

@ObjectType({ description: '已同步的一件举报，供对账。A synced report, for reconciliation.' })
export class SyncedReportEntry {
  @Field(() => ID, { description: '同步记录编号。Id of the record.' })
  id!: string

  @Field(() => String, { description: '对方系统中的编号。Its id there.' })
  externalId!: string

  @Field(() => Int, { description: '现有的版本号。The version that is here.' })
  version!: number

  @Field(() => SyncOutcome, { description: '结果。What it became.' })
  outcome!: SyncOutcome

  @Field(() => Date, { description: '在对方系统提交的时间。When it was submitted there.' })
  submittedAt!: Date

  @Field(() => Date, { description: '首次接收时间。When it was first received.' })
  receivedAt!: Date

  @Field(() => Date, { nullable: true, description: '最近更正时间。When it was last corrected.' })
  revisedAt!: Date | null

  @Field(() => PublicProgress, {
    nullable: true,
    description: '举报人可见的办理进度；转告的为空。The progress a reporter sees; null if referred.',
  })
  state!: PublicProgress | null

  @Field(() => Date, { nullable: true, description: '进度变化时间。Since when.' })
  stateAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description: '内容摘要；内容清除后为空。Fingerprint; null once erased.',
  })
  digest!: string | null
}

export const SyncedReportConnection = createConnectionType('SyncedReport', () => SyncedReportEntry)

@ObjectType({ description: '尚未接收的一条。An item that is still not taken.' })
export class OpenSyncRefusal {
  @Field(() => String, { description: '对方系统中的编号。Its id there.' })
  externalId!: string

  @Field(() => Int, { description: '所送版本。The version sent.' })
  version!: number

  @Field(() => SyncRefusalReason, { description: '原因。Why.' })
  reason!: SyncRefusalReason

  @Field(() => [String], { description: '问题所在位置。Where it is wrong.' })
  problems!: string[]

  @Field(() => Int, { description: '被拒次数。How often.' })
  times!: number

  @Field(() => Date, { description: '最近一次。The last time.' })
  lastAt!: Date
}

@ObjectType({
  description:
    '一天的对账：按对方系统的提交日期（北京时间）。One day’s reconciliation, by the day of submission there, in China.',
})
export class SyncReconciliation {
  @Field(() => ID, { description: '系统代码。Code of the system.' })
  system!: string

  @Field(() => String, { description: '日期，YYYY-MM-DD。The day.' })
  day!: string

  @Field(() => Int, { description: '已接收为举报的件数。Taken in as reports.' })
  takenIn!: number

  @Field(() => Int, { description: '已转告其他部门的件数。Referred.' })
  referred!: number

  @Field(() => Int, { description: '尚未接收的件数。Still refused.' })
  refused!: number

  @Field(() => String, {
    description:
      '已接收和已转告各件“编号⇥版本⏎”按编号字节序相连的 SHA-256。SHA-256 over the lines “externalId⇥version⏎” of all taken in or referred, in byte order of the ids.',
  })
  digest!: string

  @Field(() => [OpenSyncRefusal], { description: '尚未接收的，最多 100 条。Those refused, at most 100.' })
  refusals!: OpenSyncRefusal[]
}

@ObjectType({ description: '可以同步举报的其他系统。Another system whose reports come here.' })
export class RegisteredSystem {
  @Field(() => ID, { description: '系统代码。Its code.' })
  code!: string

  @Field(() => String, { description: '名称。Its name.' })
  name!: string

  @Field(() => String, { description: '机器账号。The machine account that speaks for it.' })
  subject!: string

  @Field(() => Date, { nullable: true, description: '停用时间。Since when it is closed.' })
  closedAt!: Date | null
}
