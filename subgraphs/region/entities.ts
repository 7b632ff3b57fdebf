import { OutboxEntry } from '../shared/events/outbox.entity.js'
import { ChangeRecord } from './audit/change-record.entity.js'
import { StoredAuthority } from './authority/authority.entity.js'
import { StoredDutyShift } from './authority/duty-shift.entity.js'
import { StoredDictionary } from './dictionary/dictionary.entity.js'
import { DivisionEdition } from './division/division-edition.entity.js'
import { StoredDivision } from './division/division.entity.js'
import { StoredGap } from './jurisdiction/gap.entity.js'
import { StoredRule } from './jurisdiction/jurisdiction-rule.entity.js'
import { StoredMapChange } from './map-change/map-change.entity.js'
import { StoredRegistryCount } from './registry/registry-count.entity.js'
import { StoredRegistryEntry } from './registry/registry-entry.entity.js'

/** What region stores, and nobody else reads. */
export const regionEntities = [
  StoredDivision,
  DivisionEdition,
  StoredAuthority,
  StoredDutyShift,
  StoredRule,
  StoredGap,
  StoredDictionary,
  StoredMapChange,
  StoredRegistryEntry,
  StoredRegistryCount,
  ChangeRecord,
  OutboxEntry,
]
