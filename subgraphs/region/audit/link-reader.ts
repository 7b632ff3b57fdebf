import type pg from 'pg'
import { readByCursor, type Link, type LinkReader } from '../../shared/audit/link-reader.js'
import { hashOf, type ChangeAction, type ChangedThing } from './chain.js'

type Row = {
  sequence: string
  id: string
  at: Date
  subject: string
  thing: ChangedThing
  thing_id: string
  action: ChangeAction
  before: object | null
  after: object | null
  prev_hash: string
  hash: string
}

const select = 'SELECT * FROM region.change_record'

/**
 * Reads the chain of change records. It came before the kit and holds what was changed, which is public, in the open;
 * its hashes cover that and not the sequence, which has gaps where a change was rolled back.
 */
export function createChangeRecordReader(client: pg.ClientBase): LinkReader {
  return {
    chain: 'region',
    gapless: false,
    read: () => readByCursor(client, `${select} ORDER BY sequence, hash`, (row) => linkOf(row as Row)),
    following: async (prevHash) => {
      const { rows } = await client.query<Row>(`${select} WHERE prev_hash = $1`, [prevHash])
      return rows.map(linkOf)
    },
    countUnlinked: () => Promise.resolve(0),
  }
}

function linkOf({ sequence, thing_id: thingId, prev_hash: prevHash, hash, ...rest }: Row): Link {
  return {
    position: Number(sequence),
    prevHash,
    hash,
    hashAt: () => hashOf({ ...rest, thingId }, prevHash),
    detail: 'AGREES',
    entryId: rest.id,
    erases: [],
    anchored: undefined,
  }
}
