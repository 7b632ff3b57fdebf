import type { MikroORM } from '@mikro-orm/postgresql'
import type { KeyObject } from 'node:crypto'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { createBindPhone, type BindPhone } from '../citizen/phone.service.js'
import { createCheckRealName, type CheckRealName } from '../citizen/real-name.service.js'
import { createSignInByWeChat, type SignInByWeChat } from '../citizen/sign-in.service.js'
import type { EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { openAccessTokens } from './access-token.js'
import { createPersonTags } from './person-tags.js'
import { createMiniProgramCodes, type CreateMiniProgramCode } from './program-code.service.js'
import { readAccount, type WeChatSettings } from './settings.js'
import { openTransport } from './transport.js'
import { createWeChatClient, type WeChatClient } from './wechat.client.js'

/** What of report calls WeChat. */
export type WeChatRoom = {
  signInByWeChat: SignInByWeChat
  bindPhone: BindPhone
  checkRealName: CheckRealName
  createMiniProgramCode: CreateMiniProgramCode
}

type Means = {
  settings: WeChatSettings
  orm: MikroORM
  envelope: EnvelopeKeys
  lifecycle: Lifecycle
}

/** The client; undefined where the channel is not set up. */
export function openWeChat(means: Means): WeChatClient | undefined {
  const { settings, orm, envelope, lifecycle } = means
  const account = readAccount(settings)
  if (account === undefined) return undefined
  const transport = openTransport({ baseUrl: account.baseUrl, lifecycle })
  const tokens = openAccessTokens({ orm, account, envelope, transport })
  return createWeChatClient({ account, transport, tokens, version: settings.WECHAT_PROGRAM_VERSION })
}

/** @param key signs the sessions of citizens */
export function createWeChatRoom(means: {
  client: WeChatClient | undefined
  settings: WeChatSettings
  key: KeyObject
  log: Log
}): WeChatRoom {
  const { client, settings, key, log } = means
  const tagsOf = createPersonTags(settings.WECHAT_ID_KEY, settings.WECHAT_APP_ID ?? '')
  return {
    signInByWeChat: createSignInByWeChat({ client, tagsOf, key, log }),
    bindPhone: createBindPhone({ client, log }),
    checkRealName: createCheckRealName({ client, granted: settings.WECHAT_REAL_NAME_CHECK, log }),
    createMiniProgramCode: createMiniProgramCodes({ client, page: settings.WECHAT_CODE_PAGE, log }),
  }
}
