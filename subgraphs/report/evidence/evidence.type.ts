import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { refusals, type Refusal } from './content/refusal.js'
import { EvidenceKind } from './evidence-kind.js'

/** How far a file has come. */
export enum EvidenceState {
  UPLOADING = 'UPLOADING',
  CHECKING = 'CHECKING',
  READY = 'READY',
  REFUSED = 'REFUSED',
}

/** A closed list, as `refusals` has it: what is told of each stands there. */
export const EvidenceRefusal = Object.fromEntries(
  Object.keys(refusals).map((refusal) => [refusal, refusal]),
) as { [Name in Refusal]: Name }

registerEnumType(EvidenceRefusal, {
  name: 'EvidenceRefusal',
  description: '材料未通过检查的原因。Why a file was refused.',
  valuesConfig: Object.fromEntries(
    Object.entries(refusals).map(([name, { zh, en }]) => [name, { description: `${zh}${en}` }]),
  ),
})

registerEnumType(EvidenceState, {
  name: 'EvidenceState',
  description: '证据材料状态。How far a file has come.',
  valuesConfig: {
    UPLOADING: { description: '上传中，可续传。Not all of it has arrived; the upload can be resumed.' },
    CHECKING: { description: '已收到，正在检查。All of it has arrived and is being checked.' },
    READY: { description: '已接收。Checked and kept.' },
    REFUSED: { description: '检查未通过，文件已删除，请重新上传。Refused; nothing of the file is kept.' },
  },
})

@ObjectType({
  description:
    '一份证据材料。文件名和内容加密保存，原件须经审批调阅。A piece of evidence. Name and content are kept sealed; originals need an approved release.',
})
export class Evidence {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => EvidenceKind, { description: '类别。Its kind.' })
  kind!: EvidenceKind

  @Field(() => Int, { description: '大小（字节）。Its size in bytes.' })
  sizeBytes!: number

  @Field(() => EvidenceState, { description: '状态。How far it has come.' })
  state!: EvidenceState

  @Field(() => EvidenceRefusal, {
    nullable: true,
    description: '未通过检查的原因，仅举报人可见。Why it was refused; for the reporter.',
  })
  refusal!: Refusal | null

  @Field(() => Boolean, {
    description:
      '是否有去除拍摄地点、设备和作者信息的副本。Whether there is a copy without place, camera and author.',
  })
  sanitised!: boolean

  @Field(() => Boolean, {
    description:
      '没有副本，须经审批才能查看原件。There is no such copy: looking at it needs an approved release.',
  })
  needsRelease!: boolean

  @Field(() => Date, { nullable: true, description: '接收时间。When it was taken in.' })
  uploadedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description:
      '副本下载地址，相对于网关，5 分钟有效；仅限辖区内有权限的工作人员。Where the copy is, relative to the gateway, for 5 minutes; for officers within reach only.',
  })
  url!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      '续传地址（tus 协议），相对于网关，2 小时有效；仅限举报人本人未传完的材料。Where the reporter resumes an unfinished upload (tus), relative to the gateway, for 2 hours.',
  })
  uploadUrl!: string | null
}

@InputType({ description: '要上传的证据材料。A file about to be uploaded.' })
export class EvidenceUploadInput {
  @Field(() => String, { description: '文件名，加密保存。The name of the file; kept sealed.' })
  name!: string

  @Field(() => Int, { description: '大小（字节）。Its exact size in bytes.' })
  sizeBytes!: number

  @Field(() => EvidenceKind, {
    description: '类别，须与内容相符。Its kind, which its content must agree with.',
  })
  kind!: EvidenceKind
}

@ObjectType({ description: '上传地址。Where to upload a file.' })
export class EvidenceUpload {
  @Field(() => ID, { description: '证据材料编号。Id of the evidence.' })
  evidenceId!: string

  @Field(() => String, {
    description:
      '上传地址（tus 1.0.0 协议，先 HEAD 后 PATCH），相对于网关；不需要其他凭证。Where to upload by tus 1.0.0 (HEAD, then PATCH), relative to the gateway; takes no other credential.',
  })
  url!: string

  @Field(() => Date, { description: '地址失效时间。When the address expires.' })
  expiresAt!: Date
}
