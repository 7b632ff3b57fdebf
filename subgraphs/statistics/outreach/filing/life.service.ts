import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../../platform/errors.js'
import { StoredOutreachNotice, StoredTask } from '../campaign/campaign.entity.js'
import type { PhoneSeal } from '../phone.js'
import { refused, requireText } from '../problem.js'
import { checkWorkReport } from '../work-report/work-report.service.js'
import { freezeSummary } from '../summary/freeze.js'
import { StoredFigure, StoredFiling } from './filing.entity.js'
import { FilingState, FilingStep } from './filing-table.js'
import { admitStep, recordStep, takeFilingStep, type OutreachDesk } from './filing.service.js'

type OnFiling = { filingId: string; expectedVersion: number }

/** Asks that somebody else checks it; from here on it stands as it is. @throws AndonError as every step, BAD_USER_INPUT */
export function askForCheck(desk: OutreachDesk, on: OnFiling): Promise<StoredFiling> {
  return takeFilingStep(desk, { ...on, step: FilingStep.CHECK_ASKED }, async (scene) => {
    if (scene.filing.kind === 'SUMMARY') await freezeSummary(scene)
    else checkWorkReport(scene.filing)
    scene.filing.filledAt = scene.now
  })
}

export function sendBack(desk: OutreachDesk, on: OnFiling & { reason: string }): Promise<StoredFiling> {
  return takeFilingStep(desk, { ...on, step: FilingStep.SENT_BACK }, ({ filing }) => {
    filing.checkedBy = null
  })
}

export function check(desk: OutreachDesk, on: OnFiling): Promise<StoredFiling> {
  return takeFilingStep(desk, { ...on, step: FilingStep.CHECKED }, ({ filing, seat }) => {
    filing.checkedBy = seat.subject
  })
}

/** Submits to the authority above. The first time decides whether it came late, and that stays. */
export function submit(desk: OutreachDesk, on: OnFiling): Promise<StoredFiling> {
  return takeFilingStep(desk, { ...on, step: FilingStep.SUBMITTED }, async ({ em, filing, now }) => {
    filing.submittedAt = now
    filing.returnReason = null
    const { campaignId, authorityId, kind } = filing
    const task = await em.findOneOrFail(StoredTask, { campaignId, authorityId, kind })
    if (task.firstSubmittedAt != null) return
    task.firstSubmittedAt = now
    task.late = task.dueAt != null && now > task.dueAt
  })
}

/** The authority above gives it back, with what is wanted. */
export function giveBack(desk: OutreachDesk, on: OnFiling & { reason: string }): Promise<StoredFiling> {
  return takeFilingStep(desk, { ...on, step: FilingStep.RETURNED }, ({ em, filing, now }) => {
    filing.returnReason = on.reason.trim()
    const { campaignId, authorityId, kind } = filing
    const about = { campaignId, authorityId, aboutAuthorityId: authorityId, kind }
    em.persist(em.create(StoredOutreachNotice, { id: randomUUID(), ...about, occasion: 'RETURNED', at: now }))
  })
}

export type Seal = { scanHash: string; sealedAt: Date; responsible: string }

/** Records that the document bears the seal: the hash of its scan, when, and who answers for it (E06). */
export function seal(
  desk: OutreachDesk,
  { scanHash, sealedAt, responsible, ...on }: OnFiling & Seal,
): Promise<StoredFiling> {
  return takeFilingStep(desk, { ...on, step: FilingStep.SEALED }, ({ filing, now }) => {
    if (!/^[0-9a-f]{64}$/.test(scanHash))
      throw refused(
        'scanHash',
        '请填写盖章扫描件的 SHA-256（64 位十六进制小写）。',
        'The SHA-256 of the scan, 64 hex digits.',
      )
    if (sealedAt > now || (filing.filledAt != null && sealedAt < filing.filledAt))
      throw refused(
        'sealedAt',
        '盖章时间应在填报之后，且不晚于现在。',
        'Sealed after it was filled in, and not later than now.',
      )
    filing.scanHash = scanHash
    filing.sealedAt = sealedAt
    filing.sealResponsible = requireText(responsible, {
      path: 'responsible',
      name: '用印责任人',
      min: 2,
      max: 50,
    })
  })
}

/**
 * Begins a new edition of what was sealed; the sealed one counts until the new one is submitted. What was written by
 * hand comes along, what the records give is reckoned anew.
 */
export async function correct(
  desk: OutreachDesk & { phones: PhoneSeal },
  on: OnFiling,
): Promise<StoredFiling> {
  return desk.em.transactional(async (em) => {
    const {
      filing: sealed,
      seat,
      now,
    } = await admitStep({ ...desk, em }, { ...on, step: FilingStep.CORRECTED })
    const { campaignId, authorityId, kind, edition, content, sealedPhone } = sealed
    const of = { campaignId, authorityId, kind }
    if ((await em.count(StoredFiling, { ...of, edition: { $gt: edition } })) > 0)
      throw new AndonError('CONFLICT', { zh: '已有更新的版本。', en: 'There is a newer edition already.' })
    const id = randomUUID()
    const filing = em.create(StoredFiling, {
      ...of,
      ...{
        id,
        edition: edition + 1,
        state: FilingState.DRAFT,
        version: 1,
        content,
        included: [],
        createdAt: now,
      },
      sealedPhone:
        sealedPhone == null ? null : desk.phones.seal(id, desk.phones.open(sealed.id, sealedPhone)),
      editedBy: [seat.subject],
    })
    em.persist(filing)
    await em.flush()
    for (const { figure, entered, enteredBy, enteredAt } of await em.find(StoredFigure, {
      filingId: sealed.id,
    }))
      em.persist(em.create(StoredFigure, { filingId: id, figure, entered, enteredBy, enteredAt }))
    recordStep(em, { filing, step: FilingStep.CORRECTED, seat, at: now })
    return filing
  })
}
