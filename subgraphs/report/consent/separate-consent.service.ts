import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { ReporterMode, type Channel } from '../../shared/dictionary/matter.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { FeedbackPreference } from '../intake/form-kinds.js'
import { holdReport, holdStanding } from '../intake/hold-report.js'
import { StoredReport } from '../intake/report.entity.js'
import { requireOwnReport, type ReportLoader } from '../intake/report.service.js'
import type { Report } from '../intake/report.type.js'
import { NoticeAddress } from '../notices/notice-address.entity.js'
import {
  readNoticeAddress,
  storeNoticeAddress,
  type ReadWechatAddress,
} from '../notices/notice-address.service.js'
import { SeparateConsentKind } from './consent-kind.js'
import type { ConsentLoader } from './consent.loader.js'
import { wordsOf } from './consent-texts.js'
import { SeparateConsent } from './separate-consent.entity.js'
import { consentOf } from './separate-consent.rules.js'

/** Means of one request. */
export type ConsentMeans = {
  em: EntityManager
  viewer: Viewer
  contentKeys: ContentKeys
  reports: ReportLoader
  consents: ConsentLoader
  readWechatAddress?: ReadWechatAddress | undefined
}

type Given = { kind: SeparateConsentKind; version: number; address: string | null; channel: Channel }

/**
 * Agrees to one more thing, from the reporter's session. Notices come with the address they go to; the one way of
 * being told takes the place of the other.
 *
 * @throws AndonError UNAUTHENTICATED, NOT_FOUND, BAD_USER_INPUT, CONFLICT where the report was withdrawn or erased
 */
export async function giveConsent(means: ConsentMeans, named: string | null, given: Given): Promise<Report> {
  const reportId = await requireOwnReport(means, named)
  const { kind, version, channel } = given
  requireWords(kind, version)
  const preference = preferenceOf(kind)
  await refuseWeChatToTheAnonymous(means.em, reportId, preference)
  const typed = { address: given.address, inputPath: 'address' }
  const reachable = await readNoticeAddress(preference, typed, means.readWechatAddress)
  await change(means, reportId, async (em, key) => {
    const inForce = await consentsInForce(em, reportId)
    if (reachable !== null) {
      const others = inForce.filter((other) => other !== kind && isOfNotices(other))
      for (const other of others) recordConsent(em, { reportId, kind: other, given: false, channel })
      await storeNoticeAddress(em, key, reportId, reachable)
    }
    if (!inForce.includes(kind)) recordConsent(em, { reportId, kind, given: true, channel })
  })
  return reload(means, reportId)
}

/** Takes a consent back, as easily as it was given (PIPL 15); the address of notices goes with it. */
export async function withdrawConsent(
  means: ConsentMeans,
  named: string | null,
  { kind, channel }: Pick<Given, 'kind' | 'channel'>,
): Promise<Report> {
  const reportId = await requireOwnReport(means, named)
  await means.em.transactional(async (em) => {
    await holdReport(em, reportId)
    if (!(await consentsInForce(em, reportId)).includes(kind)) return
    recordConsent(em, { reportId, kind, given: false, channel })
    if (isOfNotices(kind)) await em.nativeDelete(NoticeAddress, { reportId })
  })
  return reload(means, reportId)
}

/** @throws AndonError CONFLICT where nobody agreed to notices */
export async function changeNoticeAddress(
  means: ConsentMeans,
  named: string | null,
  address: string,
): Promise<Report> {
  const reportId = await requireOwnReport(means, named)
  const present = await means.em.findOne(NoticeAddress, { reportId })
  if (present === null) throw new AndonError('CONFLICT', noNotices)
  const typed = { address, inputPath: 'address' }
  const reachable = await readNoticeAddress(present.preference, typed, means.readWechatAddress)
  await change(means, reportId, async (em, key) => {
    // Withdrawn meanwhile, it does not come back by a change.
    const still = await em.findOne(NoticeAddress, { reportId }, { refresh: true })
    if (still === null || reachable === null) throw new AndonError('CONFLICT', noNotices)
    await storeNoticeAddress(em, key, reportId, reachable)
  })
  return reload(means, reportId)
}

/** An anonymous report asks WeChat nothing and keeps nothing of WeChat's: not even when its reporter would agree. */
async function refuseWeChatToTheAnonymous(
  em: EntityManager,
  id: string,
  preference: FeedbackPreference,
): Promise<void> {
  if (preference !== FeedbackPreference.WECHAT) return
  if ((await em.count(StoredReport, { id, mode: ReporterMode.ANONYMOUS })) === 0) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '匿名举报不保存微信标识，请选择凭查询码查询。',
      en: 'An anonymous report keeps no identifier of WeChat: choose the receipt.',
    },
    { inputPath: 'kind' },
  )
}

const noNotices = {
  zh: '您没有选择接收通知，请先同意接收。',
  en: 'You have not agreed to notices: do that first.',
}

/** One entry of the evidence; what others act upon is a fact for them too. */
export function recordConsent(
  em: EntityManager,
  entry: { reportId: string; kind: SeparateConsentKind; given: boolean; channel: Channel; at?: Date },
): void {
  const { reportId, kind, given, at = new Date() } = entry
  em.persist(em.create(SeparateConsent, { id: randomUUID(), version: wordsOf(kind).version, ...entry, at }))
  if (kind !== SeparateConsentKind.PASSING_ON && kind !== SeparateConsentKind.PUBLICATION) return
  recordEvent(em, {
    name: 'ConsentChanged',
    subject: reportId,
    occurredAt: at,
    payload: { reportId, kind, given },
  })
}

/** Kinds that were given and not withdrawn since. */
export async function consentsInForce(em: EntityManager, reportId: string): Promise<SeparateConsentKind[]> {
  const history = await em.find(SeparateConsent, { reportId }, { orderBy: { at: 'asc', id: 'asc' } })
  const newest = new Map(history.map(({ kind, given }) => [kind, given]))
  return [...newest].flatMap(([kind, given]) => (given ? [kind] : []))
}

function requireWords(kind: SeparateConsentKind, version: number): void {
  if (version === wordsOf(kind).version) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '单独同意的文字已更新，请重新阅读后再确认。', en: 'The words have changed: read them again.' },
    { inputPath: 'version' },
  )
}

function preferenceOf(kind: SeparateConsentKind): FeedbackPreference {
  const found = Object.values(FeedbackPreference).find((preference) => consentOf[preference] === kind)
  return found ?? FeedbackPreference.RECEIPT_ONLY
}

function isOfNotices(kind: SeparateConsentKind): boolean {
  return preferenceOf(kind) !== FeedbackPreference.RECEIPT_ONLY
}

async function change(
  { em, contentKeys }: ConsentMeans,
  reportId: string,
  work: (em: EntityManager, key: ContentKey) => Promise<void>,
): Promise<void> {
  await em.transactional(async (inner) => {
    const { key } = await holdStanding(inner, contentKeys, reportId)
    await work(inner, key)
  })
}

async function reload({ reports, consents }: ConsentMeans, reportId: string): Promise<Report> {
  consents.clear(reportId)
  const report = await reports.load(reportId)
  if (report === null) throw new AndonError('NOT_FOUND')
  return report
}
