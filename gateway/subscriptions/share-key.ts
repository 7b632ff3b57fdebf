import type { Viewer } from '../../platform/viewer/viewer.js'
import type { Caller } from '../execution/caller.js'
import type { Operation } from '../execution/operation.js'

/** Subscriptions with the same key get one upstream and one execution per event. */
export function shareKey(
  operation: Operation,
  source: string,
  variables: Readonly<Record<string, unknown>>,
  caller: Caller,
): string {
  const { graph, definition } = operation
  return [
    graph.id,
    definition.name?.value ?? '',
    source,
    canonical(variables),
    caller.language,
    reachOf(caller.session.viewer),
  ].join('\n')
}

/**
 * All of a viewer that may make a difference. A dashboard account is a screen, not a person: it has no cases of its
 * own and is named in no audit of a look, so screens of one authority are alike. Everybody else is themselves.
 */
function reachOf(viewer: Viewer): string {
  const isScreen =
    viewer.kind === 'STAFF' && viewer.roles.length > 0 && viewer.roles.every((role) => role === 'DASHBOARD')
  return isScreen ? canonical({ screenOf: viewer.authorityId }) : canonical(viewer)
}

/** JSON in which the order of keys makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
