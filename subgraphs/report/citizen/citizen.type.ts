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

export const ReportConnection = createConnectionType('Report', () => Report)
