import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'

/** What a job is told: ids and closed codes, because job rows stand readable in database, dump and backup. */
export type JobPayload = Readonly<Record<string, string | number | boolean>>

/** Free text, and whatever has the form of a telephone, a document number or a receipt. */
const allowed = /^(?!\d{10,})[\w:.-]{1,64}$/

/**
 * Writes a job into the transaction of the fact that wants it: rolled back, it never runs.
 *
 * @param when.runAt not before; at once if nothing is said. Reckoned by the caller, whose clock a test can set
 * @param when.key a waiting job of the same key is replaced
 */
export async function addJob(
  em: EntityManager,
  name: string,
  payload: JobPayload,
  when: { runAt?: Date; key?: string } = {},
): Promise<void> {
  if (!em.isInTransaction()) throw new Error(`job ${name} wants the transaction of the fact that asks for it`)
  assertTellsNothing(name, payload)
  const schema = jobSchemaOf(String(em.config.get('schema')))
  await em.execute(
    `SELECT "${schema}".add_job(identifier => ?::text, payload => ?::json, run_at => ?::timestamptz, job_key => ?::text)`,
    [name, JSON.stringify(payload), when.runAt ?? null, when.key ?? null],
  )
}

/** Asks for a job when a process starts; of several that start at once it runs once. */
export async function beginWith(orm: MikroORM, name: string): Promise<void> {
  await orm.em.fork().transactional((em) => addJob(em, name, {}, { key: `${name}.at.start` }))
}

/** The jobs of a subgraph stand in a schema of their own beside it. */
export function jobSchemaOf(schema: string): string {
  return `${schema}_jobs`
}

function assertTellsNothing(name: string, payload: JobPayload): void {
  for (const [field, value] of Object.entries(payload)) {
    if (typeof value === 'string' && !allowed.test(value))
      throw new Error(`job ${name}: ${field} is neither an id nor a code`)
  }
}
