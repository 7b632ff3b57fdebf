import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import type { CaseLoaders } from '../loop/case.loader.js'
import type { Report } from './report.type.js'

/**
 * Whether the viewer may read what the authority answers to a report: its reporter, by receipt or sign-in, and staff
 * within reach of its case. Fields that ask carry `@requires(fields: "isOwn")`: only report knows whose it is.
 */
export async function mayReadAnswers(
  viewer: Viewer,
  report: Report,
  { caseOfReport, vouch }: Pick<CaseLoaders, 'caseOfReport' | 'vouch'>,
): Promise<boolean> {
  if (isReporterOf(viewer, report)) {
    if (viewer.kind === 'CITIZEN') vouch(report.id)
    return true
  }
  return isStaffWho(viewer, 'READ_CASES') && (await caseOfReport.load(report.id)) !== null
}

/** By receipt, or signed in and report said so. */
export function isReporterOf(viewer: Viewer, { id, isOwn }: Report): boolean {
  return viewer.kind === 'REPORTER' ? viewer.reportId === id : viewer.kind === 'CITIZEN' && isOwn === true
}
