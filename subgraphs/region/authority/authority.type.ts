import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { startOfDay } from '../../shared/day.js'
import { authorityKinds, type AuthorityKind } from '../../shared/dictionary/authority.js'
import { contactKinds, type Contact, type ContactKind, type KnownAuthority } from './authority.entity.js'
import { authorityLevels, type AuthorityLevel } from './emergency-departments.js'

export const authorityLevel = Object.fromEntries(authorityLevels.map((level) => [level, level]))
export const authorityKind = Object.fromEntries(authorityKinds.map((kind) => [kind, kind]))
export const contactKind = Object.fromEntries(contactKinds.map((kind) => [kind, kind]))

registerEnumType(authorityLevel, {
  name: 'AuthorityLevel',
  description: '机关层级。Level of an authority.',
  valuesConfig: {
    NATIONAL: { description: '国家级。National.' },
    PROVINCE: { description: '省级。Provincial.' },
    CITY: { description: '市级。Of a prefecture or city.' },
    COUNTY: { description: '县级。Of a county or district.' },
  },
})

registerEnumType(authorityKind, {
  name: 'AuthorityKind',
  description: '机关类别。Kind of authority.',
  valuesConfig: {
    EMERGENCY_MANAGEMENT: { description: '应急管理部门。Emergency-management department.' },
    MINE_SAFETY: { description: '矿山安全监察机构。Mine-safety bureau.' },
    XPCC: { description: '新疆生产建设兵团。Of 兵团, which has no division.' },
    MINISTRY_DIVISION: { description: '部机关司局。Division of the ministry.' },
    AFFILIATED_INSTITUTION: { description: '部所属事业单位。Institution of the ministry.' },
    OTHER_DEPARTMENT: {
      description:
        '负有安全生产监管职责的其他部门，举报转告其办理。Another department: reports are referred to it.',
    },
  },
})

registerEnumType(contactKind, {
  name: 'ContactKind',
  description: '联系方式类别。Kind of contact.',
  valuesConfig: {
    HOTLINE: { description: '举报热线，如 12350。Hotline such as 12350.' },
    OFFICE_PHONE: { description: '办公电话。Telephone of the office.' },
    FAX: { description: '传真。Fax.' },
    EMAIL: { description: '电子邮箱。E-mail.' },
    ADDRESS: { description: '地址。Address.' },
    WEBSITE: { description: '网站。Web site.' },
  },
})

@ObjectType({ description: '机关的公开联系方式。How the public reaches an authority.' })
export class AuthorityContact {
  @Field(() => contactKind, { description: '类别。Kind.' })
  kind!: ContactKind

  @Field(() => String, { description: '内容。The number, address or link.' })
  value!: string
}

@ObjectType({ description: '值班安排。A shift of duty.' })
export class DutyShift {
  @Field(() => String, { description: '值班人员账号。Subject of the member of staff.' })
  subject!: string

  @Field(() => Date, { description: '开始。From.' })
  startsAt!: Date

  @Field(() => Date, { description: '结束。Until.' })
  endsAt!: Date
}

@Directive('@key(fields: "id")')
@ObjectType({ description: '受理和办理举报的机关。An authority that takes and handles reports.' })
export class Authority {
  constructor(readonly stored: KnownAuthority) {}

  @Field(() => ID, { description: '机关编号。Its id.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => String, { description: '名称，如“郑州市应急管理局”。Its name.' })
  get name(): string {
    return this.stored.name
  }

  @Field(() => authorityKind, { description: '类别。Kind.' })
  get kind(): AuthorityKind {
    return this.stored.kind
  }

  @Field(() => authorityLevel, { description: '层级。Level.' })
  get level(): AuthorityLevel {
    return this.stored.level
  }

  @Field(() => [AuthorityContact], { description: '公开联系方式。Public contacts.' })
  get contacts(): Contact[] {
    return this.stored.contacts
  }

  @Field(() => Boolean, {
    description: '名称或设置尚待与官方名录核对。Whether it has yet to be compared with an official list.',
  })
  get toConfirm(): boolean {
    return this.stored.toConfirm
  }

  @Field(() => Date, {
    nullable: true,
    description: '停用日（当日不再负责）。First day on which it answers for nothing any more.',
  })
  get closedOn(): Date | null {
    return this.stored.closedOn == null ? null : startOfDay(this.stored.closedOn)
  }

  @Field(() => Int, {
    description: '版本号，用于防止覆盖他人的修改。Version, against overwriting another’s change.',
  })
  get version(): number {
    return this.stored.version
  }
}

export const AuthorityConnection = createConnectionType<Authority>('Authority', () => Authority as never)
