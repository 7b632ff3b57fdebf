/** What another system asks, and the administrator who lets it. */
export const sync = `mutation($system: ID!, $reports: [SyncedReportInput!]!) {
  syncReports(system: $system, reports: $reports) {
    externalId version outcome reason problems { inputPath } department digest receivedAt
  }
}`
export const list = `query($system: ID!, $since: DateTime, $first: Int! = 50, $after: String) {
  syncedReports(system: $system, since: $since, first: $first, after: $after) {
    nodes { externalId version outcome state digest revisedAt }
    pageInfo { hasNextPage endCursor }
  }
}`
export const reconcile = `query($system: ID!, $day: String!) {
  syncReconciliation(system: $system, day: $day) {
    takenIn referred refused digest refusals { externalId version reason problems times }
  }
}`
export const register = `mutation($code: ID!, $name: String!, $subject: String!) {
  registerExternalSystem(code: $code, name: $name, subject: $subject) { code closedAt }
}`
