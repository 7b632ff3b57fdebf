import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType, type Connection } from '../../../shared/connection/connection.js'
import { IdentityRow } from '../../draft/draft.type.js'
import { SealingBundles, SealingSuite } from '../keys/key-bundle.type.js'

export enum RevealState {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  REFUSED = 'REFUSED',
  RELEASED = 'RELEASED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(RevealState, {
  name: 'RevealState',
  description: '揭示申请的状态。Where a reveal stands.',
  valuesConfig: {
    REQUESTED: { description: '已申请，待审批。Requested, waits for an approver.' },
    APPROVED: { description: '已批准，待领取批准书。Approved; the approval waits for the custodian.' },
    REFUSED: { description: '不予批准。Refused.' },
    RELEASED: { description: '批准书已交申请人。The approval was handed over.' },
    EXPIRED: { description: '已过期。Ran out.' },
  },
})

export enum RevealPurpose {
  CONTACT = 'CONTACT',
  VERIFICATION = 'VERIFICATION',
  REWARD = 'REWARD',
  PROTECTION = 'PROTECTION',
  LEGAL_ORDER = 'LEGAL_ORDER',
}

registerEnumType(RevealPurpose, {
  name: 'RevealPurpose',
  description: '揭示身份的用途。What an identity is revealed for.',
  valuesConfig: {
    CONTACT: { description: '联系反馈。To reach the reporter with an answer.' },
    VERIFICATION: { description: '核查需要。For the verification.' },
    REWARD: { description: '发放奖励。To pay a reward.' },
    PROTECTION: { description: '保护与回访。To protect the reporter or follow up.' },
    LEGAL_ORDER: { description: '依法调取。By order of law.' },
  },
})

export enum IdentityPurposeName {
  CONTACT = 'CONTACT',
  REWARD = 'REWARD',
}

registerEnumType(IdentityPurposeName, {
  name: 'IdentityPurpose',
  description: '身份信息为何收集。What a sealed identity was collected for.',
  valuesConfig: {
    CONTACT: { description: '姓名和联系方式，举报时收集。Name and contact, with the report.' },
    REWARD: { description: '领取奖励所需，领奖时收集。What a payment needs, at the reward.' },
  },
})

export enum SealedByName {
  CLIENT = 'CLIENT',
  SERVER = 'SERVER',
}

registerEnumType(SealedByName, {
  name: 'SealedBy',
  description: '身份由谁封存。Who sealed an identity.',
  valuesConfig: {
    CLIENT: { description: '在填写处封存，服务器从未见过。Where it was typed; no server has seen it.' },
    SERVER: { description: '到达服务器后封存。By the server on arrival.' },
  },
})

@ObjectType({ description: '一份已封存的身份，不含内容。A sealed identity, without its content.' })
export class SealedIdentityInfo {
  @Field(() => ID, { description: '举报编号。The report.' })
  reportId!: string

  @Field(() => Int, {
    description: '0 为举报人，1 起为联名举报人。0 the reporter, from 1 who signs together.',
  })
  position!: number

  @Field(() => IdentityPurposeName, { description: '为何收集。What it was collected for.' })
  identityPurpose!: IdentityPurposeName

  @Field(() => SealingSuite, {
    nullable: true,
    description:
      '密码套件；为空的是旧版封套，只能用当时的离线私钥开启。The suite; null for an envelope of the interim format.',
  })
  suite!: SealingSuite | null

  @Field(() => SealedByName, { description: '由谁封存。Who sealed it.' })
  sealedBy!: SealedByName

  @Field(() => Date, { description: '封存时间。When.' })
  sealedAt!: Date

  @Field(() => Date, {
    nullable: true,
    description: '最近一次改封的时间。When last sealed to other holders.',
  })
  resealedAt!: Date | null
}

@ObjectType({
  description:
    '身份封套的卷宗：原样存为文件，即可交给身份保管程序。A sealed identity as the custodian’s program takes it, as it stands.',
})
export class IdentityDossier {
  @Field(() => String, { description: '封套，base64。The envelope (AENV), base64.' })
  envelope!: string

  @Field(() => IdentityRow, { description: '所属位置。Where it belongs.' })
  row!: IdentityRow

  @Field(() => String, {
    description:
      '审计链登记的封套哈希，十六进制；请与链外锚点核对。Its hash in the audit chain, to be compared with the anchor.',
  })
  recordedHash!: string

  @Field(() => SealingBundles, { description: '持有人的公钥清单。Bundles of its holders.' })
  bundles!: SealingBundles
}

@ObjectType({ description: '揭示的理由及其盐值。A reason with the salt of its hash.' })
export class RevealReason {
  @Field(() => String, { description: '理由。In words.' })
  text!: string

  @Field(() => String, { description: '盐值，十六进制。The salt, hexadecimal.' })
  salt!: string
}

@InputType({
  description:
    '申请书中的理由，与申请书一起由身份保管程序写出。The reason of a request, as the program wrote it.',
})
export class RevealReasonInput {
  @Field(() => String, { description: '理由，2 到 500 字。In words, 2 to 500 characters.' })
  text!: string

  @Field(() => String, { description: '盐值，十六进制。The salt, hexadecimal.' })
  salt!: string
}

@InputType({ description: '揭示申请。A request to learn an identity.' })
export class RequestRevealInput {
  @Field(() => ID, { description: '举报编号。The report.' })
  reportId!: string

  @Field(() => Int, { defaultValue: 0, description: '0 为举报人，1 起为联名举报人。Whose identity.' })
  position!: number

  @Field(() => IdentityPurposeName, {
    defaultValue: IdentityPurposeName.CONTACT,
    description: '哪一份身份。Which of the person’s envelopes.',
  })
  identityPurpose!: IdentityPurposeName

  @Field(() => RevealPurpose, { description: '用途。What for.' })
  purpose!: RevealPurpose

  @Field(() => String, { description: '申请书，base64。The signed request (ARQT), base64.' })
  request!: string

  @Field(() => RevealReasonInput, { description: '理由。The reason.' })
  reason!: RevealReasonInput
}

@ObjectType({
  description: '一次揭示申请，保管员与审批员可见。A reveal, seen by its custodians and approvers.',
})
export class Reveal {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '举报编号。The report.' })
  reportId!: string

  @Field(() => Int, { description: '0 为举报人，1 起为联名举报人。Whose identity.' })
  position!: number

  @Field(() => IdentityPurposeName, { description: '哪一份身份。Which envelope of the person.' })
  identityPurpose!: IdentityPurposeName

  @Field(() => RevealState, { description: '状态。Where it stands.' })
  state!: RevealState

  @Field(() => RevealPurpose, { description: '用途。What for.' })
  purpose!: RevealPurpose

  @Field(() => String, { description: '申请书，base64。The signed request (ARQT), base64.' })
  request!: string

  @Field(() => String, { description: '申请人。Who asked.' })
  requestedBy!: string

  @Field(() => ID, { description: '申请人所属机关。Whose custodian asked.' })
  custodianAuthorityId!: string

  @Field(() => Date, { description: '申请时间。When it was asked.' })
  requestedAt!: Date

  @Field(() => Date, { description: '有效期至。Until when it is good.' })
  expiresAt!: Date

  @Field(() => String, { nullable: true, description: '审批人。Who decided.' })
  decidedBy!: string | null

  @Field(() => Date, { nullable: true, description: '审批时间。When it was decided.' })
  decidedAt!: Date | null

  @Field(() => Date, { nullable: true, description: '批准书交付时间。When the approval was handed over.' })
  releasedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description:
      '批准书，base64；交付后仅申请人可见。The approval (AAPV), base64; for the requester, once released.',
  })
  approval!: string | null
}

export const RevealConnection = createConnectionType('Reveal', () => Reveal)
export type RevealConnection = Connection<Reveal>

export enum ResealReason {
  KEYS_OUT_OF_USE = 'KEYS_OUT_OF_USE',
  HANDLED_ELSEWHERE = 'HANDLED_ELSEWHERE',
}

registerEnumType(ResealReason, {
  name: 'ResealReason',
  description: '为何需要改封。Why an envelope is to be sealed anew.',
  valuesConfig: {
    KEYS_OUT_OF_USE: {
      description: '封给了已吊销或过期的密钥。A key it is sealed to is revoked or expired.',
    },
    HANDLED_ELSEWHERE: { description: '持有机关已变更。Other offices hold it now.' },
  },
})

@ObjectType({ description: '需要改封的身份。An identity to be sealed to other holders.' })
export class IdentityToReseal {
  @Field(() => ID, { description: '举报编号。The report.' })
  reportId!: string

  @Field(() => Int, { description: '0 为举报人，1 起为联名举报人。Whose identity.' })
  position!: number

  @Field(() => IdentityPurposeName, { description: '哪一份身份。Which envelope of the person.' })
  identityPurpose!: IdentityPurposeName

  @Field(() => [ResealReason], { description: '原因。Why.' })
  reasons!: ResealReason[]

  @Field(() => Int, { description: '本机关可改封的份额，1 或 2。The share this office can seal anew.' })
  share!: number
}
