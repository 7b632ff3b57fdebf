import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../../platform/errors.js'
import type { Language } from '../../../../platform/language.js'
import { isIndustryCode } from '../../../shared/dictionary/matter.js'
import { requireRegionCode } from '../../../shared/reach/reach.service.js'
import { isUuid } from '../../../shared/uuid.js'
import type { Jurisdiction, LocateJurisdiction, MatterToLocate } from '../../references/region.client.js'
import { toBase64 } from '../papers.js'
import type { Holding, Holdings } from './holdings.js'
import { SealingSuite, type IdentitySealing, type SealingBundles } from './key-bundle.type.js'

/**
 * Whom the identity of a report is to be sealed to, before it is typed.
 *
 * @throws AndonError BAD_USER_INPUT, SUBGRAPH_UNAVAILABLE where region does not answer
 */
export async function identitySealingFor(
  means: { em: EntityManager; language: Language; holdings: Holdings; locate: LocateJurisdiction },
  matter: MatterToLocate,
): Promise<IdentitySealing | null> {
  const { em, language, holdings, locate } = means
  requireRegionCode(matter.regionCode)
  if (!isIndustryCode(matter.industryCode)) throw refuse('industryCode')
  const against = matter.againstAuthorityId?.toLowerCase() ?? null
  if (against !== null && !isUuid(against)) throw refuse('againstAuthorityId')
  const jurisdiction = await locate({ ...matter, againstAuthorityId: against }, language)
  const holding = await holdings.find(em, heldMatterOf(jurisdiction, against === null ? [] : [against]))
  return holding === null ? null : describeHolding(holding)
}

export function heldMatterOf(jurisdiction: Jurisdiction, excludedAuthorityIds: readonly string[]) {
  const authorityId = jurisdiction.kind === 'AUTHORITY' ? jurisdiction.authorityId : null
  return { authorityId, regionPath: jurisdiction.regionPath, excludedAuthorityIds }
}

export function describeHolding(holding: Holding): IdentitySealing {
  const { suite, custodianAuthorityId, approverAuthorityIds } = holding
  return {
    suite: SealingSuite[suite.name],
    custodianAuthorityId,
    approverAuthorityIds: [...approverAuthorityIds],
    bundles: bundlesOf(holding),
  }
}

export function bundlesOf({ bundles: { custodians, approvers } }: Holding): SealingBundles {
  return { custodians: toBase64(custodians), approvers: approvers.map(toBase64) }
}

function refuse(inputPath: string): AndonError {
  return new AndonError('BAD_USER_INPUT', undefined, { inputPath })
}
