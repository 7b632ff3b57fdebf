import { registerEnumType } from 'type-graphql'

/** What is known of two reporters without opening an identity. */
export enum Sameness {
  SAME_ACCOUNT = 'SAME_ACCOUNT',
  SAME_RECEIPT = 'SAME_RECEIPT',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(Sameness, {
  name: 'Sameness',
  description: '是否同一举报人。Whether two reports are of one reporter.',
  valuesConfig: {
    SAME_ACCOUNT: { description: '同一登录账号。The same signed-in account.' },
    SAME_RECEIPT: { description: '举报人出示了此前的查询码。The reporter showed the earlier receipt.' },
    UNKNOWN: { description: '不能确认。Not known.' },
  },
})
