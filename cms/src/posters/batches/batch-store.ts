import type { Core } from '@strapi/strapi'
import type { Orientation, Paper } from '../layout'
import type { Placement, PosterTemplate } from '../poster-rows'
import type { InstructionText } from '../press/work'

/** What a batch is made from, as it stood when it was started: what is published meanwhile changes no sheet of it. */
export type BatchOrder = {
  template: PosterTemplate
  placements: Placement[]
  instructions: InstructionText[]
  paper: Paper
  orientation: Orientation
  bleed: boolean
}
export type BatchState = 'WAITING' | 'RUNNING' | 'READY' | 'FAILED'
export type Batch = {
  id: string
  state: BatchState
  templateTitle: string
  paper: Paper
  bleed: boolean
  total: number
  done: number
  /** Of those done, how many could not be printed; the list in the file says why. */
  refused: number
  problem: string | null
  fileBytes: number | null
  createdAt: Date
  finishedAt: Date | null
}

export const mostPlacements = 2_000
export const mostOpenBatches = 3
export const keptDays = 7
const mostBeginnings = 3

export async function createBatchTable(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(`
    CREATE TABLE IF NOT EXISTS poster_batches (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      account_id integer NOT NULL REFERENCES admin_users (id) ON DELETE CASCADE,
      state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'RUNNING', 'READY', 'FAILED')),
      poster_order jsonb NOT NULL,
      total integer NOT NULL,
      done integer NOT NULL DEFAULT 0,
      refused integer NOT NULL DEFAULT 0,
      begun integer NOT NULL DEFAULT 0,
      problem text,
      file_bytes bigint,
      created_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz)`)
}

const columns = `id, state, poster_order #>> '{template,title}' AS "templateTitle",
  poster_order ->> 'paper' AS paper, (poster_order ->> 'bleed')::boolean AS bleed, total, done, refused, problem,
  file_bytes::int AS "fileBytes", created_at AS "createdAt", finished_at AS "finishedAt"`

export type BatchStore = ReturnType<typeof createBatchStore>

export function createBatchStore(strapi: Core.Strapi) {
  const select = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => {
    const answer = await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)
    return answer.rows
  }
  return { ...accountsBatches(select), ...runnersBatches(select) }
}

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>

/** An account sees its own batches and no others. */
function accountsBatches(select: Select) {
  return {
    /** Undefined where the account has as many under way as it may. */
    add: async (accountId: number, order: BatchOrder): Promise<string | undefined> => {
      const [row] = await select<{ id: string }>(
        `INSERT INTO poster_batches (account_id, poster_order, total)
         SELECT ?::int, ?::jsonb, ?::int
          WHERE (SELECT count(*) FROM poster_batches WHERE account_id = ? AND state IN ('WAITING', 'RUNNING')) < ?
         RETURNING id`,
        [accountId, JSON.stringify(order), order.placements.length, accountId, mostOpenBatches],
      )
      return row?.id
    },
    ofAccount: (accountId: number) =>
      select<Batch>(
        `SELECT ${columns} FROM poster_batches WHERE account_id = ? ORDER BY created_at DESC LIMIT 50`,
        [accountId],
      ),
    one: async (accountId: number, id: string) =>
      (
        await select<Batch>(`SELECT ${columns} FROM poster_batches WHERE account_id = ? AND id::text = ?`, [
          accountId,
          id,
        ])
      )[0],
    remove: async (accountId: number, id: string): Promise<boolean> =>
      (
        await select('DELETE FROM poster_batches WHERE account_id = ? AND id::text = ? RETURNING id', [
          accountId,
          id,
        ])
      ).length > 0,
  }
}

function runnersBatches(select: Select) {
  return {
    /** Whoever holds the lock of the runner knows that what still stands as running was left behind. */
    takeUpAgain: async (): Promise<void> => {
      await select(
        `UPDATE poster_batches SET state = 'WAITING', done = 0, refused = 0, problem = '服务曾经重启，已从头重新生成。'
          WHERE state = 'RUNNING' AND begun < ?`,
        [mostBeginnings],
      )
      await select(
        `UPDATE poster_batches SET state = 'FAILED', problem = '多次中断，没有完成，请重新生成。', finished_at = now()
          WHERE state = 'RUNNING'`,
      )
    },
    next: async () =>
      (
        await select<{ id: string; order: BatchOrder }>(
          `UPDATE poster_batches SET state = 'RUNNING', begun = begun + 1, done = 0, refused = 0
            WHERE id = (SELECT id FROM poster_batches WHERE state = 'WAITING' ORDER BY created_at LIMIT 1
                          FOR UPDATE SKIP LOCKED)
           RETURNING id, poster_order::json AS "order"`,
        )
      )[0],
    /** False where it was removed meanwhile: the work is for nobody. */
    progress: async (id: string, { done, refused }: { done: number; refused: number }): Promise<boolean> =>
      (
        await select('UPDATE poster_batches SET done = ?, refused = ? WHERE id = ? RETURNING id', [
          done,
          refused,
          id,
        ])
      ).length > 0,
    finish: async (id: string, end: { fileBytes: number } | { problem: string }): Promise<boolean> =>
      (
        await select(
          `UPDATE poster_batches SET state = ?, file_bytes = ?, problem = coalesce(?, problem), finished_at = now()
            WHERE id = ? RETURNING id`,
          'problem' in end ? ['FAILED', null, end.problem, id] : ['READY', end.fileBytes, null, id],
        )
      ).length > 0,
    /** Forgets what is old, and tells which files are still offered. */
    offered: async (): Promise<string[]> => {
      await select('DELETE FROM poster_batches WHERE created_at < now() - make_interval(days => ?)', [
        keptDays,
      ])
      return (await select<{ id: string }>(`SELECT id FROM poster_batches WHERE state = 'READY'`)).map(
        ({ id }) => id,
      )
    },
  }
}
