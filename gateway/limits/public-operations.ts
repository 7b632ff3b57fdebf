import {
  Kind,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Rate } from './token-buckets.js'

/**
 * What a stranger may ask for that costs a hash, a place or a row. Thousands may stand behind one address of a mobile
 * network, so the rates are for a crowd: they stop a machine, and long before that the proof of work has risen.
 */
export const publicRates = {
  requestProofOfWork: { burst: 600, perMinute: 240 },
  startDraft: { burst: 300, perMinute: 120 },
  submitReport: { burst: 300, perMinute: 120 },
  openReceipt: { burst: 300, perMinute: 120 },
  signInByWeChat: { burst: 300, perMinute: 120 },
  requestEvidenceUpload: { burst: 600, perMinute: 240 },
  /** A crowd at a gate behind one address scans one after the other. */
  recordPlacementScan: { burst: 120, perMinute: 60 },
  exportMyReport: { burst: 60, perMinute: 20 },
  publicCounts: { burst: 600, perMinute: 300 },
  publicTrend: { burst: 600, perMinute: 300 },
  /** A piece of a file, or a download: beside the graph. */
  evidence: { burst: 3_000, perMinute: 3_000 },
  /** A public picture or annex; a page has many. */
  files: { burst: 20_000, perMinute: 20_000 },
  /** A feed or a chart: read by programmes, a few times an hour. */
  feeds: { burst: 600, perMinute: 240 },
} as const satisfies Record<string, Rate>

export type PublicOperation = keyof typeof publicRates

/** How often each of them stands in an operation, whatever its aliases, fragments and conditions. */
export type PublicFields = ReadonlyMap<PublicOperation, number>

export function publicFieldsOf(
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): PublicFields {
  const found = new Map<PublicOperation, number>()
  const visit = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const name = node.name.value
        if (isPublicOperation(name)) found.set(name, (found.get(name) ?? 0) + 1)
      } else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
        if (fragment !== undefined) visit(fragment.selectionSet)
      }
    }
  }
  visit(operation.selectionSet)
  return found
}

function isPublicOperation(name: string): name is PublicOperation {
  return Object.hasOwn(publicRates, name)
}
