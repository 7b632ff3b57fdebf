import { expect } from '@jest/globals'
import type { Viewer } from '../../platform/viewer/viewer.js'
import type { SubgraphClient } from './subgraph-client.js'

/** A field that case adds to a report, as the gateway fetches it after report has said whose it is. */
export async function readAnswer(
  subgraph: SubgraphClient,
  fields: string,
  { reportId, viewer, isOwn = false }: { reportId: string; viewer: Viewer; isOwn?: boolean },
): Promise<Record<string, unknown>> {
  const { data, errors } = await subgraph.ask({
    query: `query($of: [_Any!]!) { _entities(representations: $of) { ... on Report { ${fields} } } }`,
    variables: { of: [{ __typename: 'Report', id: reportId, isOwn }] },
    viewer,
  })
  expect(errors).toEqual([])
  return (data as { _entities: [Record<string, unknown>] })._entities[0]
}
