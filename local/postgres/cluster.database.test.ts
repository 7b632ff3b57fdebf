import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { stillRuns, identifyProcess } from '../processes/process-identity.js'
import { freePort } from '../processes/ports.js'
import { openSecrets, type Secrets } from '../secrets.js'
import { readyPlacement, startCluster, type Cluster } from './cluster.js'
import { clusterFolders } from './placement.js'
import { databaseUrls, type DatabaseUrls } from './database-urls.js'
import { provisionCluster } from './provision.js'

describe('the embedded PostgreSQL', () => {
  let dataFolder: string
  let secrets: Secrets
  let port: number
  let cluster: Cluster
  let urls: DatabaseUrls

  const start = async (): Promise<Cluster> => {
    const placement = await readyPlacement(dataFolder)
    const { installation, postgresPassword: superuserPassword } = secrets
    const logFile = join(dataFolder, 'logs', 'postgres.log')
    const request = {
      dataFolder,
      logFile,
      port,
      installation,
      superuserPassword,
      durable: false,
      environment: process.env,
    }
    return startCluster(request, placement)
  }

  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'andon-cluster-'))
    secrets = openSecrets(dataFolder)
    port = await freePort()
    cluster = await start()
    urls = databaseUrls({ ...cluster, secrets })
    await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
  }, 60_000)

  afterAll(async () => {
    await cluster.stop()
    for (const folder of [dataFolder, ...clusterFolders(dataFolder)])
      rmSync(folder, { recursive: true, force: true })
  })

  it('is provisioned twice without harm', async () => {
    await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
    expect(await ask(urls.migration('report'), 'SHOW search_path')).toBe('report, public')
  })

  it('finds trigrams in Chinese', async () => {
    expect(await ask(urls.runtime('region'), `SELECT cardinality(show_trgm('郑州航空港'))`)).toBeGreaterThan(
      3,
    )
  })

  it('lets a runtime role use what its owner made, and change nothing of its shape', async () => {
    await ask(urls.migration('report'), 'CREATE TABLE report.trial (id int)')
    await ask(urls.runtime('report'), 'INSERT INTO trial VALUES (1)')
    await expect(ask(urls.runtime('report'), 'ALTER TABLE trial ADD COLUMN name text')).rejects.toThrow(
      'must be owner',
    )
    await expect(ask(urls.runtime('report'), 'CREATE TABLE report.other (id int)')).rejects.toThrow(
      'permission denied',
    )
  })

  it.each(['case', 'region', 'statistics'] as const)(
    'keeps %s out of the tables of report',
    async (schema) => {
      await expect(ask(urls.runtime(schema), 'SELECT * FROM report.trial')).rejects.toThrow(
        'permission denied for schema report',
      )
    },
  )

  it('lets the event log be read and its functions be called, but not be written', async () => {
    const owner = urls.migration('events')
    await ask(owner, 'CREATE TABLE events.trial (position int)')
    await ask(
      owner,
      `CREATE FUNCTION events.try() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'INSERT INTO events.trial VALUES (7) RETURNING position'`,
    )
    expect(await ask(urls.content, 'SELECT events.try()')).toBe(7)
    expect(await ask(urls.runtime('case'), 'SELECT position FROM events.trial')).toBe(7)
    await expect(ask(urls.runtime('case'), 'DELETE FROM events.trial')).rejects.toThrow('permission denied')
  })

  it('keeps the CMS in its own database', async () => {
    expect(await ask(urls.cms, 'SELECT current_database()::text')).toBe('andon_cms')
    await expect(ask(urls.cms.replace(/andon_cms$/, 'andon'), 'SELECT 1')).rejects.toThrow(
      'permission denied for database',
    )
    await expect(ask(urls.runtime('report').replace(/andon$/, 'andon_cms'), 'SELECT 1')).rejects.toThrow(
      'permission denied for database',
    )
  })

  it('keeps its data over a stop and a start', async () => {
    await cluster.stop()
    cluster = await start()
    expect(await ask(urls.runtime('report'), 'SELECT count(*)::int FROM trial')).toBe(1)
  })

  it('comes back after kill -9', async () => {
    cluster.kill('SIGKILL')
    await cluster.ended
    cluster = await start()
    expect(await ask(urls.runtime('report'), 'SELECT count(*)::int FROM trial')).toBe(1)
  })

  it('replaces a server that an earlier launcher left running', async () => {
    const orphan = identifyProcess(cluster.pid)
    if (orphan === undefined) throw new Error('the server is not to be seen')
    cluster = await start()
    expect(stillRuns(orphan)).toBe(false)
    expect(await ask(urls.runtime('report'), 'SELECT count(*)::int FROM trial')).toBe(1)
  })

  it('leaves alone a process that merely has the number of an old server', async () => {
    const { placement } = cluster
    await cluster.stop()
    const data = join(placement.folder, 'data')
    writeFileSync(join(data, 'postmaster.pid'), [process.pid, data, 0, port].join('\n'))
    cluster = await start()
    expect(cluster.pid).not.toBe(process.pid)
  })

  it('says which setting to change when its port is taken', async () => {
    const other = mkdtempSync(join(tmpdir(), 'andon-cluster-'))
    const logFile = join(other, 'logs', 'postgres.log')
    const { installation, postgresPassword: superuserPassword } = secrets
    const placement = await readyPlacement(other)
    const second = startCluster(
      {
        dataFolder: other,
        logFile,
        port,
        installation,
        superuserPassword,
        durable: false,
        environment: process.env,
      },
      placement,
    )
    await expect(second).rejects.toThrow(/POSTGRES_PORT/)
    for (const folder of [other, ...clusterFolders(other)]) rmSync(folder, { recursive: true, force: true })
  })

  it('does not open a cluster that belongs to other secrets', async () => {
    const other = mkdtempSync(join(tmpdir(), 'andon-cluster-'))
    const placement = await readyPlacement(other)
    mkdirSync(join(placement.folder, 'data'))
    writeFileSync(join(placement.folder, 'installation'), 'another one')
    const logFile = join(other, 'logs', 'postgres.log')
    const request = {
      dataFolder: other,
      logFile,
      port,
      installation: 'this one',
      superuserPassword: 'x',
      environment: process.env,
    }
    await expect(startCluster(request, placement)).rejects.toThrow(/npm run reset/)
    expect(existsSync(join(placement.folder, 'data'))).toBe(true)
    for (const folder of [other, ...clusterFolders(other)]) rmSync(folder, { recursive: true, force: true })
  })
})

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}
