import { createHmac } from 'node:crypto'
import type { WeChatPerson } from './wechat.client.js'

/** What is kept of what WeChat calls a person. */
export type PersonTags = { openidTag: Buffer; unionidTag: Buffer | null }

/** Keyed hashes: they recognise a person who comes again, and tell nobody without the key who it is. */
export function createPersonTags(key: Buffer, appId: string): (person: WeChatPerson) => PersonTags {
  const tagOf = (kind: string, value: string): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify(['andon wechat id v1', kind, appId, value]))
      .digest()
  return ({ openid, unionid }) => ({
    openidTag: tagOf('openid', openid),
    unionidTag: unionid === undefined ? null : tagOf('unionid', unionid),
  })
}
