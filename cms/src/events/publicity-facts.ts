import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from '../publication/document-action'
import { placementType } from '../publication/governed-types'
import { recordEvent, type PublicityEvent } from './outbox'

type Fact = {
  table: string
  recorded: 'PlacementRecorded' | 'MediaRecorded' | 'ActivityRecorded'
  withdrawn: 'PlacementWithdrawn' | 'MediaRecordWithdrawn' | 'ActivityRecordWithdrawn'
  id: 'placementId' | 'recordId'
  /** Ids, codes, counts and days; names and texts stay here. */
  payload: string
}

/** What the annex form is filled from, of every disclosure: the figures of an authority count what it withholds too. */
const facts: Readonly<Record<string, Fact>> = {
  [placementType]: {
    table: 'qr_placements',
    recorded: 'PlacementRecorded',
    withdrawn: 'PlacementWithdrawn',
    id: 'placementId',
    payload: `'regionCode', region_code, 'placeType', place_type, 'installation', installation,
      'installedOn', installed_on, 'registryEntryId', nullif(registry_entry_id, '')`,
  },
  'api::media-record.media-record': {
    table: 'media_records',
    recorded: 'MediaRecorded',
    withdrawn: 'MediaRecordWithdrawn',
    id: 'recordId',
    payload: `'regionCode', nullif(region_code, ''), 'mediumType', medium_type, 'issuedOn', issued_on`,
  },
  'api::activity-record.activity-record': {
    table: 'activity_records',
    recorded: 'ActivityRecorded',
    withdrawn: 'ActivityRecordWithdrawn',
    id: 'recordId',
    payload: `'regionCode', region_code, 'kind', kind, 'heldOn', held_on, 'brochures', coalesce(brochures, 0),
      'enterprisesCovered', coalesce(enterprises_covered, 0), 'communitiesCovered', coalesce(communities_covered, 0)`,
  },
}

export const isPublicityFact = (uid: string): boolean => Object.hasOwn(facts, uid)

/** What was told last of each record, so that a start tells what an older version never told, and no edit tells twice. */
export async function createTold(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(
    'CREATE TABLE IF NOT EXISTS content_told (document_id text PRIMARY KEY, payload jsonb NOT NULL)',
  )
}

/**
 * Tells how a record stands as published now, in the transaction that changed it: the whole of it where it differs
 * from what was told, its withdrawal where it is published no more.
 */
export async function tellPublicityFact(trx: Transaction, uid: string, documentId: string): Promise<void> {
  const fact = facts[uid]
  if (fact === undefined) return
  const [now] = await selectRows<{ payload: string }>(
    trx,
    `SELECT jsonb_build_object('${fact.id}', document_id, ${fact.payload}) ::text AS payload FROM ${fact.table}
      WHERE document_id = ? AND published_at IS NOT NULL LIMIT 1`,
    [documentId],
  )
  if (now === undefined) {
    const gone = await selectRows(trx, 'DELETE FROM content_told WHERE document_id = ? RETURNING 1', [
      documentId,
    ])
    if (gone.length === 0) return
    await recordEvent(trx, {
      name: fact.withdrawn,
      subject: documentId,
      payload: { [fact.id]: documentId },
    } as PublicityEvent)
    return
  }
  const told = await selectRows(
    trx,
    `INSERT INTO content_told AS told (document_id, payload) VALUES (?, ?::jsonb)
      ON CONFLICT (document_id) DO UPDATE SET payload = excluded.payload
        WHERE told.payload <> excluded.payload RETURNING 1`,
    [documentId, now.payload],
  )
  if (told.length === 0) return
  await recordEvent(trx, {
    name: fact.recorded,
    subject: documentId,
    payload: JSON.parse(now.payload),
  } as PublicityEvent)
}

/** Tells what was published before records were told of; under the lock of the start, in one transaction. */
export async function tellEarlierFacts(strapi: Core.Strapi): Promise<void> {
  await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
    for (const [uid, { table }] of Object.entries(facts)) {
      const untold = await selectRows<{ document_id: string }>(
        trx,
        `SELECT DISTINCT document_id FROM ${table} WHERE published_at IS NOT NULL
           AND document_id NOT IN (SELECT document_id FROM content_told) ORDER BY document_id`,
        [],
      )
      for (const { document_id: documentId } of untold) await tellPublicityFact(trx, uid, documentId)
    }
  })
}
