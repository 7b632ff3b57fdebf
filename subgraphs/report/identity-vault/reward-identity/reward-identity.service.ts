import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { describeEnvelope } from '../../../../client/sealing/envelope.js'
import { AndonError } from '../../../../platform/errors.js'
import { recordEvent } from '../../../shared/events/outbox.entity.js'
import { requireOwnReport, type OwnReportMeans } from '../../intake/report.service.js'
import { StoredReport } from '../../intake/report.entity.js'
import { SealedIdentity } from '../identity.entity.js'
import { identityRow } from '../identity-row.js'
import type { Holding, Holdings } from '../keys/holdings.js'
import { describeHolding } from '../keys/identity-sealing.service.js'
import { orBadInput, readBase64 } from '../papers.js'
import { recordEnvelope } from '../recorded-hash.js'
import { columnsOf } from '../take-identities.js'
import { holdingOfReport } from '../to-reseal.service.js'
import type { RewardIdentitySealing } from './reward-identity.type.js'

type Means = OwnReportMeans & { holdings: Holdings }

/** Who is paid: the reporter, or one who signed with them. */
type Payee = { reportId: string | null; position: number }

/**
 * Whom the payee’s identity is to be sealed to: the holders of the authority that handles the case now.
 *
 * @returns null where no reward waits for it, or nobody could hold it
 * @throws AndonError as requireOwnReport
 */
export async function rewardIdentitySealing(
  means: Means,
  { reportId: named, position }: Payee,
): Promise<RewardIdentitySealing | null> {
  const reportId = await requireOwnReport(means, named)
  requirePosition(position)
  const report = await means.em.findOne(StoredReport, { id: reportId })
  if (report?.rewardNotifiedAt == null) return null
  const holding = await holdingOfReport(means, report)
  if (holding === null) return null
  return { sealing: describeHolding(holding), row: identityRow(reportId, position, 'REWARD') }
}

/**
 * Takes the identity a reward is to be paid to, sealed where it was typed; this process looks at the form only. Given
 * again, a corrected one takes its place until the reward is paid, and the chain keeps the hashes of both.
 *
 * @throws AndonError as requireOwnReport; CONFLICT where no reward waits for it or it is sealed to others than the
 *   present holders; BAD_USER_INPUT where it is no envelope
 */
export async function provideRewardIdentity(
  means: Means,
  { reportId: named, position, envelope: given }: Payee & { envelope: string },
): Promise<boolean> {
  const reportId = await requireOwnReport(means, named)
  requirePosition(position)
  const envelope = readBase64(given, 'envelope')
  await means.em.transactional(async (em) => {
    const lockMode = LockMode.PESSIMISTIC_WRITE
    const report = await em.findOne(StoredReport, { id: reportId }, { lockMode, refresh: true })
    if (report?.rewardNotifiedAt == null || report.withdrawnAt != null) throw nothingWaits()
    const holding = await holdingOfReport({ ...means, em }, report)
    if (holding === null) throw outdated()
    const described = orBadInput('envelope', () => describeEnvelope(envelope, [holding.suite]))
    if (!(await means.holdings.isSealedTo(em, holding, described))) throw outdated()
    const stored = await put(em, { reportId, position }, holding, columnsOf(envelope, described))
    await recordEnvelope(em, { actor: 'SYSTEM', action: 'IDENTITY_SEALED' }, [stored])
    const at = new Date()
    const payload = { reportId, providedAt: at.toISOString() }
    recordEvent(em, { name: 'RewardIdentityProvided', subject: reportId, occurredAt: at, payload })
  })
  return true
}

async function put(
  em: EntityManager,
  { reportId, position }: { reportId: string; position: number },
  { custodianAuthorityId, approverAuthorityIds }: Holding,
  columns: ReturnType<typeof columnsOf>,
): Promise<SealedIdentity> {
  const which = { reportId, position, purpose: 'REWARD' as const }
  const held = {
    ...columns,
    custodianAuthorityId,
    approverAuthorityIds: [...approverAuthorityIds],
    sealedBy: 'CLIENT' as const,
    sealedAt: new Date(),
    resealedAt: null,
  }
  const known = await em.findOne(SealedIdentity, which)
  const stored = known === null ? em.create(SealedIdentity, { ...which, ...held }) : em.assign(known, held)
  em.persist(stored)
  return stored
}

function requirePosition(position: number): void {
  if (position >= 0 && position <= 20) return
  throw new AndonError('BAD_USER_INPUT', undefined, { inputPath: 'position' })
}

function nothingWaits(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '现在没有待领取的奖金，不需要提交收款人身份。',
    en: 'No reward waits to be claimed: no identity is needed now.',
  })
}

function outdated(): AndonError {
  return new AndonError(
    'CONFLICT',
    {
      zh: '保管机关的公钥已更换，请重新获取（rewardIdentitySealing）后再封存。',
      en: 'The holders have changed: ask rewardIdentitySealing again and seal anew.',
    },
    { inputPath: 'envelope' },
  )
}
