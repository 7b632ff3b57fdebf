import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { recordLooks } from '../looks/record-looks.js'
import { StoredMark } from './malicious-mark.entity.js'
import { MarkGround, MarkState, type MaliciousMark, type MarkOfReporter } from './malicious-mark.type.js'

export type MarkLoader = DataLoader<string, MaliciousMark[]>
export type MarkOfReporterLoader = DataLoader<string, MarkOfReporter[]>
export type MarkText = 'reason' | 'evidence' | 'answer' | 'decision' | 'lifting'

/**
 * The marks of reports the viewer was found to see, in the transaction in which a look of staff is recorded: they show
 * what the reporter has answered. As many queries for many reports as for one.
 */
export function createMarkLoader(em: EntityManager, viewer: Viewer, contentKeys: ContentKeys): MarkLoader {
  return new DataLoader((reportIds: readonly string[]) =>
    em.fork().transactional(async (inner) => {
      const order = { orderBy: { proposedAt: 'asc', id: 'asc' } } as const
      const marks = await inner.find(StoredMark, { reportId: [...reportIds] }, order)
      const marked = [...new Set(marks.map(({ reportId }) => reportId))]
      const keys = marked.length === 0 ? new Map<string, ContentKey>() : await contentKeys.of(inner, marked)
      await recordLooks(inner, { viewer, action: 'MARK_READ', reportIds: marked })
      const grouped = Map.groupBy(marks, ({ reportId }) => reportId)
      return reportIds.map((id) =>
        (grouped.get(id) ?? []).map((mark) => toMarkType(mark, keys.get(id), viewer)),
      )
    }),
  )
}

/** For staff: marks in force on this report, and on others of the account it was sent from. One query a request. */
export function createMarkOfReporterLoader(em: EntityManager, viewer: Viewer): MarkOfReporterLoader {
  return new DataLoader(async (reportIds: readonly string[]) => {
    if (!isStaffWho(viewer, 'READ_REPORTS')) return reportIds.map(() => [])
    const rows = await em.execute<{ of: string; ground: `${MarkGround}`; decided_at: string }[]>(
      `SELECT DISTINCT report.id AS of, mark.id, mark.ground, mark.decided_at
       FROM report.report AS report
       JOIN report.report AS other ON other.id = report.id OR other.citizen_id = report.citizen_id
       JOIN report.malicious_mark AS mark ON mark.report_id = other.id AND mark.state = 'MARKED'
       WHERE report.id IN (${reportIds.map(() => '?').join(', ')}) ORDER BY mark.decided_at, mark.id`,
      [...reportIds],
    )
    const grouped = Map.groupBy(rows, ({ of }) => of)
    return reportIds.map((id) =>
      (grouped.get(id) ?? []).map(({ ground, decided_at: at }) => ({
        ground: MarkGround[ground],
        decidedAt: new Date(at),
      })),
    )
  })
}

export function toMarkType(mark: StoredMark, key: ContentKey | undefined, viewer: Viewer): MaliciousMark {
  const { id, reportId, proposedAt, answerUntil } = mark
  const open = (text: MarkText, sealed: Uint8Array | null | undefined): string | null =>
    key && sealed ? key.open(placeOf(id, text), sealed) : null
  return {
    ...{ id, reportId, proposedAt, answerUntil },
    state: MarkState[mark.state],
    ground: MarkGround[mark.ground],
    reason: open('reason', mark.sealedReason),
    evidence: viewer.kind === 'STAFF' ? open('evidence', mark.sealedEvidence) : null,
    answer: open('answer', mark.sealedAnswer),
    decidedAt: mark.decidedAt ?? null,
    decision: open('decision', mark.sealedDecision),
    liftedAt: mark.liftedAt ?? null,
    lifting: open('lifting', mark.sealedLifting),
  }
}

export function sealMarkText(key: ContentKey, id: string, text: MarkText, said: string): Buffer {
  return key.seal(placeOf(id, text), said.trim())
}

function placeOf(id: string, text: MarkText) {
  return { table: 'malicious_mark', rowId: id, field: `sealed_${text}`, version: 1 }
}
