import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Place } from '../content/cipher.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { FeedbackPreference } from '../intake/form-kinds.js'
import { isNoticeAddress, mobileOf, whyNoAddress } from './address-form.js'
import { NoticeAddress } from './notice-address.entity.js'

/** The openid behind the code of wx.login, which serves once. */
export type ReadWechatAddress = (loginCode: string) => Promise<string>

export type Reachable = { preference: NoticeAddress['preference']; address: string }

/**
 * What a reporter typed, as notices can be sent to it.
 *
 * @throws AndonError BAD_USER_INPUT where it cannot be, or where WeChat is not connected
 */
export async function readNoticeAddress(
  preference: FeedbackPreference,
  typed: { address: string | null | undefined; inputPath: string },
  readWechatAddress: ReadWechatAddress | undefined,
): Promise<Reachable | null> {
  if (preference === FeedbackPreference.RECEIPT_ONLY) return null
  const { address, inputPath } = typed
  if (!address || !isNoticeAddress(preference, address))
    throw new AndonError('BAD_USER_INPUT', whyNoAddress[preference], { inputPath })
  if (preference === FeedbackPreference.SMS) return { preference, address: mobileOf(address) }
  if (readWechatAddress === undefined) {
    const unconnected = {
      zh: '本平台没有开通微信通知，请选择其他反馈方式。',
      en: 'Notices by WeChat are not connected here: choose another way.',
    }
    throw new AndonError('BAD_USER_INPUT', unconnected, { inputPath })
  }
  return { preference, address: await readWechatAddress(address) }
}

/** In the transaction of the consent; takes the place of the address before. */
export async function storeNoticeAddress(
  em: EntityManager,
  key: ContentKey,
  reportId: string,
  reachable: Reachable,
): Promise<void> {
  const before = await em.findOne(NoticeAddress, { reportId })
  const stored = seal(key, reportId, reachable, (before?.version ?? 0) + 1)
  if (before) Object.assign(before, stored)
  else em.persist(em.create(NoticeAddress, stored))
}

/** Of a report that is being stored: none stood there before. */
export function firstNoticeAddress(key: ContentKey, reportId: string, reachable: Reachable) {
  return seal(key, reportId, reachable, 1)
}

function seal(key: ContentKey, reportId: string, { preference, address }: Reachable, version: number) {
  const sealedAddress = key.seal(placeOf(reportId, version), address)
  return { reportId, preference, sealedAddress, version, changedAt: new Date() }
}

/** Where to tell a reporter that there is news; null where they want none, or the report was erased. */
export async function openNoticeAddress(
  em: EntityManager,
  contentKeys: ContentKeys,
  reportId: string,
): Promise<Reachable | null> {
  const stored = await em.findOne(NoticeAddress, { reportId })
  const key = (await contentKeys.of(em, [reportId])).get(reportId)
  if (stored === null || key === undefined) return null
  const { preference, version, sealedAddress } = stored
  return { preference, address: key.open(placeOf(reportId, version), sealedAddress) }
}

function placeOf(reportId: string, version: number): Place {
  return { table: 'notice_address', rowId: reportId, field: 'sealed_address', version }
}
