import type { StaffRole } from '../../platform/viewer/roles.js'
import type { StaffViewer } from '../../platform/viewer/viewer.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'

/** A member of staff of the department of a region. */
export function staffOf(regionCode: string, role: StaffRole): StaffViewer {
  return {
    kind: 'STAFF',
    subject: `${role} of ${regionCode}`,
    roles: [role],
    authorityId: authorityIdOf(regionCode),
  }
}
