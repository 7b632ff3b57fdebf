import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { EvidenceKind } from '../evidence/evidence-kind.js'

export enum EvidenceReleaseState {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  REFUSED = 'REFUSED',
  DOWNLOADED = 'DOWNLOADED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(EvidenceReleaseState, {
  name: 'EvidenceReleaseState',
  description: '原件调阅状态。How far the release of an original has come.',
  valuesConfig: {
    PENDING: { description: '待审批。Waits for a decision.' },
    APPROVED: { description: '已批准，可下载一次。Approved: may be downloaded once.' },
    REFUSED: { description: '未批准。Refused.' },
    DOWNLOADED: { description: '已下载。Was downloaded.' },
    EXPIRED: { description: '已过期。Ran out before it was decided or used.' },
  },
})

@ObjectType({
  description:
    '一次证据原件调阅：一人申请，另一人审批。A look at an original: asked for by one, decided by another.',
})
export class EvidenceRelease {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '举报编号。Id of the report.' })
  reportId!: string

  @Field(() => ID, { description: '证据材料编号。Id of the evidence.' })
  evidenceId!: string

  @Field(() => EvidenceKind, { description: '材料类别。Kind of the evidence.' })
  kind!: EvidenceKind

  @Field(() => EvidenceReleaseState, { description: '状态。How far it has come.' })
  state!: EvidenceReleaseState

  @Field(() => String, { description: '申请人。Who asked.' })
  requestedBy!: string

  @Field(() => String, {
    nullable: true,
    description: '申请理由；举报内容清除后为空。Why; null once the content of the report was erased.',
  })
  reason!: string | null

  @Field(() => Date, { description: '申请时间。When it was asked for.' })
  requestedAt!: Date

  @Field(() => Date, { description: '有效期至。When it runs out.' })
  expiresAt!: Date

  @Field(() => String, { nullable: true, description: '审批人。Who decided.' })
  decidedBy!: string | null

  @Field(() => String, { nullable: true, description: '审批意见。Why it was decided so.' })
  decisionReason!: string | null

  @Field(() => Date, { nullable: true, description: '审批时间。When it was decided.' })
  decidedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description:
      '原件下载地址，相对于网关，5 分钟内可用一次；仅限申请人本人。Where the original is, relative to the gateway, once and for 5 minutes; for the requester only.',
  })
  url!: string | null
}

export const EvidenceReleaseConnection = createConnectionType('EvidenceRelease', () => EvidenceRelease)
