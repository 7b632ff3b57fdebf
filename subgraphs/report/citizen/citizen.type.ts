import { Field, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { Report } from '../intake/report.type.js'

@ObjectType({
  description:
    '公众用户的登录会话，1 小时有效，可续期。A citizen’s session, good for an hour; it can be renewed.',
})
export class CitizenSession {
  @Field(() => String, {
    description: '放入 Authorization: Bearer 的会话凭证。Goes into Authorization: Bearer.',
  })
  token!: string

  @Field(() => Date, { description: '失效时间。When it expires.' })
  expiresAt!: Date
}

@ObjectType({
  description:
    '经微信验证的手机号。服务器不保存，只交给本人填写。A telephone WeChat has verified: handed to its owner and not kept.',
})
export class BoundPhone {
  @Field(() => String, {
    description:
      '手机号，大陆号码不带区号；由客户端封入身份信封。The number; the client seals it with the identity.',
  })
  phone!: string

  @Field(() => Date, { description: '绑定时间。When it was bound.' })
  boundAt!: Date
}

@ObjectType({ description: '登录用户的账号，不含身份信息。The account of a citizen; it holds no identity.' })
export class CitizenAccount {
  @Field(() => Date, { description: '首次登录时间。When the person first signed in.' })
  registeredAt!: Date

  @Field(() => Date, {
    nullable: true,
    description: '最近一次验证手机号的时间。When a telephone was last verified.',
  })
  phoneBoundAt!: Date | null
}

export const ReportConnection = createConnectionType('Report', () => Report)
