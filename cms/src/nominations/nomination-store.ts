import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from '../publication/document-action'
import type { Facts, Nomination } from './nomination'

/**
 * The inbox of typical cases. A table of our own and no content type: what comes from the log is changed by the log
 * only, by no account whatever its roles.
 */
export async function createNominations(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(`
    CREATE TABLE IF NOT EXISTS case_nominations (
      summary_id uuid PRIMARY KEY,
      case_id uuid NOT NULL,
      region_code text NOT NULL,
      matter_types text[] NOT NULL,
      industry_code text NOT NULL,
      facts jsonb NOT NULL,
      nominated_at timestamptz NOT NULL,
      withdrawn_at timestamptz,
      ground text,
      settled_at timestamptz,
      settled_by integer)`)
}

const columns = `summary_id::text AS "summaryId", case_id::text AS "caseId", region_code AS "regionCode",
  matter_types AS "matterTypes", industry_code AS "industryCode", facts::text, nominated_at AS "nominatedAt",
  withdrawn_at AS "withdrawnAt", ground`

export async function nominationOf(trx: Transaction, summaryId: string): Promise<Nomination | undefined> {
  const [found] = await selectRows<Stored<Nomination>>(
    trx,
    `SELECT ${columns} FROM case_nominations WHERE summary_id::text = ?`,
    [summaryId.toLowerCase()],
  )
  return found === undefined ? undefined : opened(found)
}

/** Strapi has the driver leave JSON as text. */
type Stored<Row> = Omit<Row, 'facts'> & { facts: string }
const opened = <Row extends { facts: string }>(row: Row) => ({
  ...row,
  facts: JSON.parse(row.facts) as Facts,
})

export type ListedNomination = Nomination & {
  settledAt: Date | null
  documentId: string | null
  title: string | null
  isPublished: boolean
}

/** With what is being written from each; what waits for somebody first. */
export async function listNominations(trx: Transaction): Promise<ListedNomination[]> {
  const rows = await selectRows<Stored<ListedNomination>>(
    trx,
    `SELECT ${columns}, settled_at AS "settledAt", draft.document_id AS "documentId", draft.title,
            EXISTS (SELECT 1 FROM case_publications shown WHERE shown.summary_id = n.summary_id::text
                      AND shown.published_at IS NOT NULL) AS "isPublished"
       FROM case_nominations n
       LEFT JOIN LATERAL (SELECT document_id, title FROM case_publications
                           WHERE summary_id = n.summary_id::text AND published_at IS NULL ORDER BY id LIMIT 1) draft ON true
      ORDER BY (n.withdrawn_at IS NOT NULL AND n.settled_at IS NULL AND draft.document_id IS NOT NULL) DESC,
               n.nominated_at DESC, n.summary_id LIMIT 500`,
    [],
  )
  return rows.map(opened)
}

/** @returns whether there was something to settle */
export async function settleNomination(trx: Transaction, summaryId: string, by: number): Promise<boolean> {
  const settled = await selectRows(
    trx,
    `UPDATE case_nominations SET settled_at = now(), settled_by = ?
      WHERE summary_id::text = ? AND withdrawn_at IS NOT NULL AND settled_at IS NULL RETURNING 1`,
    [by, summaryId],
  )
  return settled.length > 0
}
