import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Databases } from './databases'
import { trustedKeys, viewerToken } from './viewer-token'

export const demoPassword = 'Demo-Password-1'
const secret = 'test-secret-of-32-characters-0001'
const folder = join(__dirname, '../../..')

export type Graph = { status: number; body: unknown }
export type Cms = {
  child: ChildProcess
  adminUrl: string
  graphUrl: string
  output: () => string
  graph: (query: string, wishes?: { viewer?: unknown; lang?: string; variables?: object }) => Promise<Graph>
  stop: () => Promise<number | null>
  kill: () => Promise<void>
}

/** Settings of a process under test; ports are given by the system. */
export function settingsFor(databases: Databases): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    CMS_DATABASE_URL: databases.cmsUrl,
    EVENTS_DATABASE_URL: databases.eventsUrl,
    TRUSTED_KEYS: trustedKeys,
    APP_KEYS: secret,
    API_TOKEN_SALT: secret,
    ADMIN_JWT_SECRET: secret,
    TRANSFER_TOKEN_SALT: secret,
    ENCRYPTION_KEY: secret,
    CMS_FILES_FOLDER: databases.filesFolder,
    CMS_PORT: '0',
    CONTENT_SUBGRAPH_PORT: '0',
    ANDON_DEMO: 'true',
    CMS_DEMO_PASSWORD: demoPassword,
  }
}

/** The built program as a process of its own. */
export function spawnCms(settings: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: folder,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output }
}

export async function startCms(databases: Databases, settings: Record<string, string> = {}): Promise<Cms> {
  const { child, output } = spawnCms({ ...settingsFor(databases), ...settings })
  const address = async (what: RegExp): Promise<string> => {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = what.exec(output())
      if (found?.[1] !== undefined) return found[1]
      if (child.exitCode !== null) break
      await sleep(50)
    }
    throw new Error(`the cms did not start:\n${output()}`)
  }
  const graphUrl = await address(/content subgraph at (http:\S+?\/graphql)/)
  const adminUrl = (await address(/admin at (http:\S+?)\/admin/)).replace(/\/$/, '')
  const readyUrl = graphUrl.replace(/graphql$/, 'health/ready')
  for (let tries = 0; tries < 100 && (await fetch(readyUrl)).status !== 200; tries += 1) await sleep(50)
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
    return child.exitCode
  }
  return {
    child,
    adminUrl,
    graphUrl,
    output,
    graph: (query, { variables, ...wishes } = {}) => ask(graphUrl, query, variables, viewerToken(wishes)),
    stop: () => ended('SIGTERM'),
    kill: async () => {
      await ended('SIGKILL')
    },
  }
}

async function ask(url: string, query: string, variables: object | undefined, token: string): Promise<Graph> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-andon-viewer': token },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, body: await response.json() }
}

/** Asks until the answer holds; effects that cross processes take a moment. */
export async function eventually<Value>(
  ask: () => Value | Promise<Value>,
  holds: (value: Value) => boolean,
  ms = 10_000,
): Promise<Value> {
  const until = Date.now() + ms
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    if (Date.now() > until) throw new Error(`did not come about: ${JSON.stringify(value)}`)
    await sleep(40)
  }
}
