import type { EntityManager } from '@mikro-orm/postgresql'
import type { EventHandlers } from '../../../shared/events/consumer.js'
import { StoredOutreachRecord } from './record.entity.js'

const whole = '000000'
const onTheWeb = ['OFFICIAL_SITE', 'OFFICIAL_ACCOUNT']

/**
 * Keeps what the CMS and the registry have recorded. Each event tells the whole of its record, so that one that comes
 * again, or late after a rebuild, leaves what the last one said.
 */
export const outreachHandlers: EventHandlers = {
  PlacementRecorded: (em, { payload }) =>
    keep(em, {
      id: payload.placementId,
      kind: 'PLACEMENT',
      regionCode: payload.regionCode,
      day: payload.installedOn,
      type: payload.placeType,
      inPlace:
        onTheWeb.includes(payload.placeType) || ['POSTED', 'HUNG'].includes(payload.installation ?? ''),
      registryEntryId: payload.registryEntryId,
      ...nobodyReached,
    }),
  PlacementWithdrawn: (em, { payload }) => drop(em, payload.placementId),
  MediaRecorded: (em, { payload }) =>
    keep(em, {
      id: payload.recordId,
      kind: 'MEDIA',
      regionCode: payload.regionCode ?? whole,
      day: payload.issuedOn,
      type: payload.mediumType,
      inPlace: true,
      registryEntryId: null,
      ...nobodyReached,
    }),
  MediaRecordWithdrawn: (em, { payload }) => drop(em, payload.recordId),
  ActivityRecorded: (em, { payload }) =>
    keep(em, {
      id: payload.recordId,
      kind: 'ACTIVITY',
      regionCode: payload.regionCode,
      day: payload.heldOn,
      type: payload.kind,
      inPlace: true,
      registryEntryId: null,
      brochures: payload.brochures,
      enterprises: payload.enterprisesCovered,
      communities: payload.communitiesCovered,
    }),
  ActivityRecordWithdrawn: (em, { payload }) => drop(em, payload.recordId),
  RegistryEntryRecorded: async (em, { payload: { entryId, kind, regionCode } }) => {
    await em.execute(
      `INSERT INTO statistics.registry_entry (id, kind, region_code) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, region_code = excluded.region_code`,
      [entryId, kind, regionCode],
    )
  },
  RegistryCountStated: async (em, { payload: { regionCode, enterprises, communities } }) => {
    await em.execute(
      `INSERT INTO statistics.registry_stated (region_code, enterprises, communities) VALUES (?, ?, ?)
       ON CONFLICT (region_code) DO UPDATE SET enterprises = excluded.enterprises, communities = excluded.communities`,
      [regionCode, enterprises, communities],
    )
  },
}

const nobodyReached = { brochures: 0, enterprises: 0, communities: 0 } as const

type RecordRow = Pick<
  StoredOutreachRecord,
  'id' | 'kind' | 'regionCode' | 'type' | 'inPlace' | 'brochures' | 'enterprises' | 'communities'
> & { day: string | null; registryEntryId: string | null }

async function keep(em: EntityManager, row: RecordRow): Promise<void> {
  await em.upsert(StoredOutreachRecord, row)
}

async function drop(em: EntityManager, id: string): Promise<void> {
  await em.nativeDelete(StoredOutreachRecord, { id })
}
