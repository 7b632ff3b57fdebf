import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import type { CaseLoaders } from '../loop/case.loader.js'
import type { Report } from './report.type.js'

/**
 * Whether the viewer may read what the authority answers to a report: its reporter, by receipt or sign-in, and staff
 * within reach of its case. Fields that ask carry `@requires(fields: "isOwn")`: only report knows whose it is.
 */
export async function mayReadAnswers(
  viewer: Viewer,
  { id, isOwn }: Report,
  { caseOfReport }: Pick<CaseLoaders, 'caseOfReport'>,
): Promise<boolean> {
  if (viewer.kind === 'REPORTER') return viewer.reportId === id
  if (viewer.kind === 'CITIZEN') return isOwn === true
  return isStaffWho(viewer, 'READ_CASES') && (await caseOfReport.load(id)) !== null
}
