import { Field, ID, InputType } from 'type-graphql'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import type { ContactKind } from './authority.entity.js'
import { authorityKind, authorityLevel, contactKind } from './authority.type.js'
import type { AuthorityLevel } from './emergency-departments.js'

@InputType({ description: '公开联系方式。A public contact.' })
export class ContactInput {
  @Field(() => contactKind, { description: '类别。Kind.' })
  kind!: ContactKind

  @Field(() => String, { description: '内容。The number, address or link.' })
  value!: string
}

@InputType({ description: '机关的全部登记内容。Everything that is registered of an authority.' })
export class AuthorityInput {
  @Field(() => authorityKind, { description: '类别。Kind.' })
  kind!: AuthorityKind

  @Field(() => String, {
    description: '名称，2 到 100 字，不得重复。Its name, 2 to 100 characters, nobody else’s.',
  })
  name!: string

  @Field(() => authorityLevel, { description: '层级。Level.' })
  level!: AuthorityLevel

  @Field(() => ID, {
    nullable: true,
    description: '所在区划；仅兵团可空。Where it sits; only 兵团 sits in none.',
  })
  regionCode?: string | null

  @Field(() => ID, { nullable: true, description: '上级监督机关。The authority above it, for supervision.' })
  parentAuthorityId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: '受理异议的机关；空即上级监督机关。Who takes objections; null is the authority above.',
  })
  objectionAuthorityId?: string | null

  @Field(() => [ContactInput], { defaultValue: [], description: '公开联系方式。Public contacts.' })
  contacts!: ContactInput[]

  @Field(() => Boolean, {
    defaultValue: false,
    description: '是否待核实。Whether it has yet to be confirmed.',
  })
  toConfirm!: boolean
}

@InputType({ description: '一段值班。A shift of duty.' })
export class DutyShiftInput {
  @Field(() => String, { description: '值班人员账号。Subject of the member of staff.' })
  subject!: string

  @Field(() => Date, { description: '开始。From.' })
  startsAt!: Date

  @Field(() => Date, { description: '结束。Until.' })
  endsAt!: Date
}
