import type { EntityManager } from '@mikro-orm/postgresql'
import type { Log } from '../../../platform/log.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { requireChannel, tellingFailures } from '../wechat/failure.js'
import { requireLoginCode } from '../wechat/single-use-code.js'
import type { WeChatClient } from '../wechat/wechat.client.js'
import { StoredCitizen } from './citizen.entity.js'
import { requireCitizen } from './citizen.service.js'
import type { BoundPhone } from './citizen.type.js'

export type BindPhone = (em: EntityManager, viewer: Viewer, code: string) => Promise<BoundPhone>

/**
 * Records that a telephone belongs to the account, and hands the number to its owner, whose client seals it with
 * the name. The server keeps the moment and not the number: docs/decisions/0013.
 *
 * @throws AndonError UNAUTHENTICATED for anybody but a signed-in citizen, and what WeChat refuses
 */
export function createBindPhone({ client, log }: { client: WeChatClient | undefined; log: Log }): BindPhone {
  return async (em, viewer, code) => {
    const { citizenId } = requireCitizen(viewer)
    const channel = requireChannel(client)
    const phoneCode = requireLoginCode(code, 'code')
    const phone = await tellingFailures({ log, inputPath: 'code' }, () => channel.phoneOf(phoneCode))
    const boundAt = new Date()
    await em.nativeUpdate(StoredCitizen, { id: citizenId }, { phoneBoundAt: boundAt })
    return { phone, boundAt }
  }
}
