import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type { StoredAuthority } from './authority.entity.js'
import { authorityLevels, type AuthorityLevel } from './emergency-departments.js'

const authorityLevel = Object.fromEntries(authorityLevels.map((level) => [level, level]))

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

@Directive('@key(fields: "id")')
@ObjectType({ description: '受理和办理举报的机关。An authority that takes and handles reports.' })
export class Authority {
  constructor(readonly stored: StoredAuthority) {}

  @Field(() => ID, { description: '机关编号。Its id.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => String, { description: '名称，如“郑州市应急管理局”。Its name.' })
  get name(): string {
    return this.stored.name
  }

  @Field(() => authorityLevel, { description: '层级。Level.' })
  get level(): AuthorityLevel {
    return this.stored.level
  }
}
