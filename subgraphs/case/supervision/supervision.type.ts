import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { machines } from '../loop/table/machines.js'

export enum SupervisionState {
  ORDERED = 'ORDERED',
  REPLIED = 'REPLIED',
  RELEASED = 'RELEASED',
}

registerEnumType(SupervisionState, {
  name: 'SupervisionState',
  description: '督办状态。Where a supervision order stands.',
  valuesConfig: Object.fromEntries(
    Object.entries(machines.SUPERVISION.states).map(([state, { zh, en }]) => [
      state,
      { description: `${zh}。${en.charAt(0).toUpperCase()}${en.slice(1)}.` },
    ]),
  ),
})

@ObjectType({ description: '对督办事项的一次回复。A reply to an item.' })
export class SupervisionReply {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description: '办理情况；已依规销毁的为空。What was done; null where it was erased.',
  })
  text!: string | null

  @Field(() => ID, { description: '回复机关编号。Id of the authority that replied.' })
  authorityId!: string

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}

@ObjectType({ description: '督办事项。An item of a supervision order.' })
export class SupervisionItem {
  @Field(() => ID, { description: '编号，回复时指明。Id, to be named in a reply.' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description: '要求；已依规销毁的为空。What is ordered; null where it was erased.',
  })
  text!: string | null

  @Field(() => [SupervisionReply], { description: '回复，由先到后。Replies, first to last.' })
  replies!: SupervisionReply[]
}

@ObjectType({ description: '一次催办。One urge.' })
export class SupervisionUrge {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, { nullable: true, description: '催办意见。What was said.' })
  text!: string | null

  @Field(() => ID, { description: '催办机关编号。Id of the authority that urged.' })
  authorityId!: string

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}

@ObjectType({ description: '督办。A supervision order of an authority above.' })
export class SupervisionOrder {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => SupervisionState, { description: '状态。Where it stands.' })
  state!: SupervisionState

  @Field(() => ID, { description: '督办机关编号。Id of the authority that ordered it.' })
  authorityId!: string

  @Field(() => Date, { description: '下达时间。When it was ordered.' })
  orderedAt!: Date

  @Field(() => String, { description: '期限的最后一日，如 2026-07-01。Its last day, in China.' })
  dueOn!: string

  @Field(() => [SupervisionItem], { description: '督办事项。Its items.' })
  items!: SupervisionItem[]

  @Field(() => [SupervisionUrge], { description: '催办，由先到后。Urges, first to last.' })
  urges!: SupervisionUrge[]

  @Field(() => Date, { nullable: true, description: '解除时间。When it was released.' })
  releasedAt!: Date | null

  @Field(() => ID, { nullable: true, description: '解除机关编号。Id of the authority that released it.' })
  releasedByAuthorityId!: string | null

  @Field(() => String, { nullable: true, description: '解除理由。Why it was released.' })
  releaseReason!: string | null
}

@InputType({ description: '对一项督办事项的回复。The reply to one item.' })
export class SupervisionReplyInput {
  @Field(() => ID, { description: '事项编号。Id of the item.' })
  itemId!: string

  @Field(() => String, { description: '办理情况，2 到 2000 字。What was done.' })
  text!: string
}
