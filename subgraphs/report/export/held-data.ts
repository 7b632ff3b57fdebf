import type { EntityManager } from '@mikro-orm/postgresql'
import { progressLabels } from '../progress/progress.type.js'
import type { ReportContext } from '../context.js'
import { SealedIdentity } from '../identity-vault/identity.entity.js'
import { openNoticeAddress } from '../notices/notice-address.service.js'
import { rulesInForce } from '../retention/rule.service.js'

export type HeldMeans = Pick<
  ReportContext,
  | 'em'
  | 'reports'
  | 'content'
  | 'progress'
  | 'dialogue'
  | 'consents'
  | 'evidence'
  | 'marks'
  | 'operatorIntake'
  | 'contentKeys'
>

export type HeldData = Awaited<ReturnType<typeof heldData>>

/**
 * Everything held about a report, as its reporter may have it: nobody of staff is named, and of the identity only what
 * it is, since no process here can open it. Files are listed and not handed out: whoever holds only the receipt must not
 * get the photos with it.
 */
export async function heldData(means: HeldMeans, reportId: string, at: Date) {
  const { em, reports, content, progress, dialogue, consents, evidence } = means
  const report = await reports.load(reportId)
  if (report === null) return null
  const [said, steps, messages, agreed, files, marks, recordedBy] = await Promise.all([
    content.load(reportId),
    progress.load(reportId),
    dialogue.load(reportId),
    consents.load(reportId),
    evidence.load(reportId),
    means.marks.load(reportId),
    means.operatorIntake.load(reportId),
  ])
  const listed = files.map(({ id, kind, sizeBytes, state, uploadedAt }) => ({
    ...{ id, kind, sizeBytes, state, uploadedAt },
  }))
  return {
    format: 'andon-report-export/1',
    exportedAt: at,
    report,
    content: said,
    progress: steps.map(({ state, at: reachedAt }) => ({
      state,
      label: progressLabels[state].zh,
      at: reachedAt,
    })),
    dialogue: messages,
    consents: agreed,
    evidence: listed,
    maliciousMarks: marks,
    recordedByOperator: recordedBy,
    noticeAddress: await openNoticeAddress(em, means.contentKeys, reportId),
    identity: await sealedIdentities(em, reportId),
    looks: await countLooks(em, reportId),
    retention: (await rulesInForce(em)).map(({ recordClass, start, days, legalBasis }) => ({
      ...{ recordClass, start, days, legalBasis },
    })),
  }
}

async function sealedIdentities(em: EntityManager, reportId: string) {
  const rows = await em.find(SealedIdentity, { reportId }, { orderBy: { position: 'asc' } })
  return {
    sealed: rows.map(({ position, purpose, suite, sealedBy, sealedAt }) => ({
      ...{ position, purpose, suite, sealedBy, sealedAt },
    })),
    whoCanOpen:
      '身份信息加密封存，本平台不能打开；须由身份保管员申请、另一机关的身份审批员批准，凭各自保管的密钥共同打开，每次均有记录。',
    howToAsk: '如需查阅、更正或删除身份信息，请通过对话或到受理机关当面提出，由身份保管员办理。',
  }
}

/** How often it was looked at, by kind: by whom is not told. */
async function countLooks(em: EntityManager, reportId: string) {
  return em.execute<{ action: string; times: number }[]>(
    `SELECT action, count(*)::int AS times FROM report.audit_entry
     WHERE thing_kind = 'REPORT' AND thing_id = ?
       AND action IN ('REPORT_READ', 'DIALOGUE_READ', 'EVIDENCE_COPY_READ', 'EVIDENCE_ORIGINAL_READ', 'REVEAL_RELEASED')
     GROUP BY action ORDER BY action`,
    [reportId],
  )
}
