import { join } from 'node:path'
import { checkoutFolder } from './checkout.js'
import { logFileOf } from './data-folder.js'
import type { ChildDescription } from './processes/child.js'
import { portTable, type Ports } from './settings.js'

export type ChildName = 'gateway' | 'report' | 'case' | 'region' | 'statistics' | 'cms' | 'identity'

/** How each process is started, and how one sees that it serves. */
export function describeChild(
  name: ChildName,
  given: { ports: Ports; dataFolder: string; environment: NodeJS.ProcessEnv },
): ChildDescription {
  const { ports, dataFolder, environment } = given
  const isCms = name === 'cms'
  const healthPort = ports[isCms ? 'content' : name]
  return {
    name,
    command: process.execPath,
    args: isCms
      ? [join(checkoutFolder, 'cms', 'dist', 'server.js')]
      : [...nodeFlags(name), distFile(entryOf(name))],
    cwd: isCms ? join(checkoutFolder, 'cms') : checkoutFolder,
    environment,
    readyUrl: `http://127.0.0.1:${String(healthPort)}/health/ready`,
    // An empty CMS makes its tables, accounts and first content, on a small machine next to four others.
    readyWithinMs: isCms ? 240_000 : 90_000,
    stopWithinMs: 10_000,
    portSetting: isCms ? `${portTable.cms.setting}/${portTable.content.setting}` : portTable[name].setting,
    logFile: logFileOf(dataFolder, name),
  }
}

/** Most of what the gateway allocates dies with the request; a large nursery lets it die there. */
function nodeFlags(name: ChildName): string[] {
  return name === 'gateway'
    ? ['--min-semi-space-size=64', '--max-semi-space-size=64', '--enable-source-maps']
    : ['--enable-source-maps']
}

function entryOf(name: Exclude<ChildName, 'cms'>): string {
  if (name === 'gateway') return 'gateway/main.js'
  return name === 'identity' ? 'local/identity/main.js' : `subgraphs/${name}/main.js`
}

/** A compiled program. */
export function distFile(path: string): string {
  return join(checkoutFolder, 'dist', path)
}
