import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { settingsFor } from './cms'
import type { Databases } from './databases'

export type Route = { method: string; path: string }

const told = 'every route: '

/** Loads the built program in a process of its own and asks it what it serves. */
const program = `
  require('./dist/src/strapi-environment')
  const { createStrapi } = require('@strapi/strapi')
  const app = createStrapi({ appDir: process.cwd(), distDir: process.cwd() + '/dist' })
  app.load().then(() => {
    app.server.mount()
    const routes = app.server.listRoutes().flatMap(({ methods, path }) =>
      methods.map((method) => ({ method, path: String(path) })))
    console.log('\\n${told}' + JSON.stringify(routes))
    process.exit(0)
  })`

export async function everyRoute(databases: Databases): Promise<Route[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
    cwd: join(__dirname, '../../..'),
    env: settingsFor(databases),
    maxBuffer: 16 * 1_048_576,
  })
  const line = stdout.split('\n').find((one) => one.startsWith(told))
  if (line === undefined) throw new Error(`no routes were told: ${stdout.slice(-500)}`)
  const routes = JSON.parse(line.slice(told.length)) as Route[]
  return routes.filter(({ method }) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
}
