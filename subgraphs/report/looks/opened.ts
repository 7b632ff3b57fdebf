import type { MiddlewareFn } from 'type-graphql'
import type { ReportContext } from '../context.js'
import type { Report } from '../intake/report.type.js'

/** On every field of a report that shows something of its content: brings the content to it, and records the look. */
export const opened: MiddlewareFn<ReportContext> = async ({ root, context }, next) => {
  const report = root as Report
  Object.assign(report, await context.content.load(report.id))
  return next() as Promise<unknown>
}
