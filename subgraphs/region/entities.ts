import { OutboxEntry } from '../shared/events/outbox.entity.js'
import { StoredAuthority } from './authority/authority.entity.js'
import { DivisionEdition } from './division/division-edition.entity.js'
import { StoredDivision } from './division/division.entity.js'

/** What region stores, and nobody else reads. */
export const regionEntities = [StoredDivision, DivisionEdition, StoredAuthority, OutboxEntry]
