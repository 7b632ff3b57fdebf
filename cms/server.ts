import './src/strapi-environment'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createStrapi } from '@strapi/strapi'
import { endWithProcess } from './src/process-end'
import { portProblem } from './src/port-problem'
import { readSettings, SettingsError, type Settings } from './src/settings'

async function main(): Promise<void> {
  const settings = readSettingsOrEnd()
  const taken = [
    await portProblem(settings.CMS_HOST, settings.CMS_PORT, 'CMS_PORT'),
    await portProblem(settings.HOST, settings.CONTENT_SUBGRAPH_PORT, 'CONTENT_SUBGRAPH_PORT'),
  ].filter((problem) => problem !== undefined)
  if (taken.length > 0) refuseToStart(taken)
  // Strapi's own keeper of uploads wants its folder before ours takes its place (src/files); nothing is written there.
  mkdirSync(join(process.cwd(), 'public/uploads'), { recursive: true })
  const app = createStrapi({ appDir: process.cwd(), distDir: __dirname })
  endWithProcess(app)
  await app.start()
  const { port } = app.server.httpServer.address() as AddressInfo
  app.log.info(`admin at http://${settings.CMS_HOST}:${String(port)}/admin`)
}

function readSettingsOrEnd(): Settings {
  try {
    return readSettings()
  } catch (error) {
    if (error instanceof SettingsError) refuseToStart(error.problems)
    throw error
  }
}

function refuseToStart(problems: readonly string[]): never {
  const msg = `cannot start: ${problems.join('; ')}`
  console.error(JSON.stringify({ level: 'error', time: new Date().toISOString(), process: 'cms', msg }))
  process.exit(1)
}

void main()
