import { defineEntity, p } from '@mikro-orm/postgresql'

const WeChatTokenSchema = defineEntity({
  name: 'WeChatToken',
  tableName: 'wechat_token',
  properties: {
    appId: p.string().length(64).primary(),
    /** Sealed under the envelope key named beside it: whoever reads the table calls nothing with it. */
    sealedToken: p.blob(),
    envelopeKeyId: p.string().length(16),
    expiresAt: p.datetime(),
    /** WeChat lets a token be forced anew twenty times a day. */
    forcedAt: p.datetime().nullable(),
  },
})

/** The one access token that all instances use. */
export class WeChatToken extends WeChatTokenSchema.class {}
WeChatTokenSchema.setClass(WeChatToken)
