import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID, type KeyObject } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import type { SignedSession } from '../session.js'
import { requireChannel, tellingFailures } from '../wechat/failure.js'
import type { PersonTags } from '../wechat/person-tags.js'
import { requireLoginCode } from '../wechat/single-use-code.js'
import type { WeChatClient, WeChatPerson } from '../wechat/wechat.client.js'
import { signCitizenSession } from './citizen.service.js'

export type SignInMeans = {
  client: WeChatClient | undefined
  tagsOf: (person: WeChatPerson) => PersonTags
  key: KeyObject
  log: Log
}

export type SignInByWeChat = (em: EntityManager, viewer: Viewer, code: string) => Promise<SignedSession>

/** Signs in whoever has called wx.login. What WeChat calls the person is hashed here and forgotten. */
export function createSignInByWeChat({ client, tagsOf, key, log }: SignInMeans): SignInByWeChat {
  return async (em, viewer, code) => {
    refuseOtherCredential(viewer)
    const channel = requireChannel(client)
    const js_code = requireLoginCode(code, 'code')
    const person = await tellingFailures({ log, inputPath: 'code' }, () => channel.personOf(js_code))
    return signCitizenSession(key, await citizenOf(em, tagsOf(person)))
  }
}

/** A receipt and an account in one request would link what a receipt keeps apart. */
function refuseOtherCredential({ kind }: Viewer): void {
  if (kind === 'ANONYMOUS' || kind === 'CITIZEN') return
  throw new AndonError('FORBIDDEN', {
    zh: '请先退出当前登录或查询码会话，再用微信登录。',
    en: 'End the present session first: two are never linked.',
  })
}

async function citizenOf(em: EntityManager, { openidTag, unionidTag }: PersonTags): Promise<string> {
  const [row] = await em.execute<{ id: string }[]>(
    `INSERT INTO report.citizen (id, openid_tag, unionid_tag, registered_at, signed_in_at)
     VALUES (?, ?, ?, now(), now())
     ON CONFLICT (openid_tag) DO UPDATE
       SET signed_in_at = excluded.signed_in_at, unionid_tag = coalesce(excluded.unionid_tag, citizen.unionid_tag)
     RETURNING id`,
    [randomUUID(), openidTag, unionidTag],
  )
  if (row === undefined) throw new Error('an upsert answers its row')
  return row.id
}
