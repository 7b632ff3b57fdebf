import type { Row } from '../../../client/sealing/row.js'
import type { IdentityPurpose } from './identity.entity.js'

/**
 * Where an envelope belongs; it opens nowhere else. A front end forms the row of the n-th joint reporter from that
 * of the reporter by writing n in place of the last 0, so this rule is part of the interface.
 */
export function identityRow(reportId: string, position: number, purpose: IdentityPurpose): Row {
  const field = `${purpose.toLowerCase()}/${String(position)}`
  return { table: 'report.sealed_identity', row: reportId, field }
}
