import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { StoredReport } from '../intake/report.entity.js'
import { requireOwnReport } from '../intake/report.service.js'
import { requireChannel, tellingFailures } from '../wechat/failure.js'
import { requireLoginCode } from '../wechat/single-use-code.js'
import type { WeChatClient } from '../wechat/wechat.client.js'
import { requireCitizen } from './citizen.service.js'
import { ReporterVerification } from './verification.js'

/** What the person typed for the reward, and the two codes their programme got for it. Kept nowhere. */
export type RealNameGiven = {
  reportId: string
  name: string
  idNumber: string
  /** Of wx.login: says whose account is asked about, which we do not keep. */
  loginCode: string
  /** Of WeChat's own page of consent to this check. */
  consentCode: string
}

export type CheckRealName = (em: EntityManager, viewer: Viewer, given: RealNameGiven) => Promise<boolean>

/**
 * Asks WeChat whether name and document are those of the account. Only at the reward: whoever pays it calls this
 * with the viewer of the citizen, once the reward is decided. Yes or no is all that comes back; of a yes the report
 * keeps that it was checked, of the name and the document nothing is kept.
 *
 * @param means.granted whether WeChat has granted the check to this programme
 * @throws AndonError UNAUTHENTICATED, NOT_FOUND where the report is not the citizen's, and what WeChat refuses
 */
export function createCheckRealName(means: {
  client: WeChatClient | undefined
  granted: boolean
  log: Log
}): CheckRealName {
  const { client, granted, log } = means
  return async (em, viewer, { reportId, name, idNumber, loginCode, consentCode }) => {
    requireCitizen(viewer)
    const channel = requireChannel(client)
    if (!granted) throw notGranted()
    const id = await requireOwnReport({ em, viewer }, reportId)
    const js_code = requireLoginCode(loginCode, 'loginCode')
    const code = requireLoginCode(consentCode, 'consentCode')
    const matches = await tellingFailures({ log, inputPath: 'consentCode' }, async () => {
      const { openid } = await channel.personOf(js_code)
      return channel.isRealName({ openid, name, idNumber, code })
    })
    const verification = ReporterVerification.NAME_ID_CHECKED
    if (matches) await em.nativeUpdate(StoredReport, { id }, { verification })
    return matches
  }
}

function notGranted(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '本平台尚未开通微信实名信息校验，请按通知到现场核对身份。',
    en: 'The real-name check of WeChat is not granted here: identity is checked in person.',
  })
}
