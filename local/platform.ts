import type { SuiteName } from '../client/sealing/suite.js'
import { Lifecycle } from '../platform/lifecycle.js'
import { createLog } from '../platform/log.js'
import { silent, type Announcer } from './announce.js'
import { describeChild, distFile, type ChildName } from './child-descriptions.js'
import {
  anchorFolderOf,
  contentFilesFolderOf,
  ensureDataFolder,
  evidenceFolderOf,
  logFileOf,
} from './data-folder.js'
import { openDemoCustody } from './custody/demo-custody.js'
import { publishBundles } from './custody/publish-bundles.js'
import { createEnvironments, platformUrls, type PlatformUrls } from './environments.js'
import { readyPlacement } from './postgres/cluster.js'
import { databaseUrls, type DatabaseUrls } from './postgres/database-urls.js'
import { keepCluster, type KeptCluster } from './postgres/kept-cluster.js'
import type { Placement } from './postgres/placement.js'
import { provisionCluster } from './postgres/provision.js'
import { Child, type ChildDescription } from './processes/child.js'
import { runOnce } from './processes/one-shot.js'
import { choosePorts } from './processes/ports.js'
import { claimRunFile, describeProcess, endLeftBehind, type RunFile } from './processes/run-file.js'
import { openSecrets, type Secrets } from './secrets.js'
import type { Listener, Ports } from './settings.js'

export type ProcessName = ChildName | 'postgres'

export type PlatformRequest = {
  /** Everything that is kept stands under it. Two platforms need two. */
  dataFolder: string
  /** 0, or nothing said, asks for a free port. */
  ports?: Partial<Ports>
  logLevel?: string
  /** INTL_1 where nothing is said. */
  sealingSuite?: SuiteName
  /** Settings of single processes besides what the launcher tells them. */
  settings?: Partial<Record<ChildName, Record<string, string>>>
  /** False where a power failure may cost data: tests. */
  durable?: boolean
  announce?: Announcer
  /** Environment of the launcher itself; of it a process sees its path and home only. */
  environment?: NodeJS.ProcessEnv
}

export type Platform = {
  urls: PlatformUrls
  /** GraphQL endpoints of the subgraphs, which believe only a signed viewer. */
  subgraphUrls: Record<'report' | 'case' | 'region' | 'statistics' | 'content', string>
  databaseUrls: DatabaseUrls
  secrets: Secrets
  /** Sends a signal and leaves the process as it then is, until `startAgain`. */
  kill: (name: ProcessName, signal: NodeJS.Signals) => Promise<void>
  /** Resolves when the process is ready again. */
  startAgain: (name: ProcessName) => Promise<void>
  stop: () => Promise<void>
  /** Ends everything at once, without closing anything. */
  abandon: () => void
}

/** Asked to stop before it was ready. */
export class StartInterrupted extends Error {
  override name = 'StartInterrupted'
}

/**
 * Starts the whole platform from `dist/` and resolves when it serves. What an earlier launcher left running on the
 * data folder is ended first. A start that fails takes back what it began.
 *
 * @param signal aborts the start
 */
export async function startPlatform(request: PlatformRequest, signal?: AbortSignal): Promise<Platform> {
  const lifecycle = new Lifecycle(createLog({ process: 'launcher', level: 'error' }))
  const interrupt = (): void => void lifecycle.close()
  signal?.addEventListener('abort', interrupt)
  try {
    return await new Start(request, lifecycle).run()
  } catch (error) {
    const interrupted = lifecycle.stopping
    await lifecycle.close()
    throw interrupted ? new StartInterrupted('stopped before it was ready', { cause: error }) : error
  } finally {
    signal?.removeEventListener('abort', interrupt)
  }
}

/** One start, step by step; each step registers its undoing before the next begins. */
class Start {
  private readonly announce: Announcer
  private readonly children = new Map<ChildName, Child>()
  private ready = false

  constructor(
    private readonly request: PlatformRequest,
    private readonly lifecycle: Lifecycle,
  ) {
    this.announce = request.announce ?? silent
  }

  async run(): Promise<Platform> {
    const { dataFolder } = this.request
    ensureDataFolder(dataFolder)
    const runFile = claimRunFile(dataFolder)
    this.lifecycle.onClose('run file', () => runFile.remove())
    const placement = await this.replaceOrphans(runFile)
    const ports = await choosePorts(this.request.ports ?? {})
    const secrets = openSecrets(dataFolder)
    const databases = databaseUrls({ host: '127.0.0.1', port: ports.postgres, secrets })
    const cluster = await this.startDatabase({ ports, placement, secrets, databases })
    await this.startProcesses({ ports, secrets, databases, runFile })
    return this.describe({ ports, secrets, databases, cluster })
  }

  private async replaceOrphans(runFile: RunFile): Promise<Placement> {
    const { dataFolder } = this.request
    const ended = await endLeftBehind(runFile.leftBehind)
    const placement = await readyPlacement(dataFolder)
    const found = placement.orphanStopped ? [...ended, 'postgres'] : ended
    if (found.length > 0) {
      this.announce.note({
        zh: `上次未正常退出，已停止遗留的进程：${found.join('、')}。`,
        en: `The last run did not end properly; what it left running was stopped: ${found.join(', ')}.`,
      })
    }
    if (placement.notice !== undefined) this.announce.note(placement.notice)
    return placement
  }

  private async startDatabase(given: {
    ports: Ports
    placement: Placement
    secrets: Secrets
    databases: DatabaseUrls
  }): Promise<KeptCluster> {
    const { dataFolder, durable = true, environment = process.env } = this.request
    const { installation, postgresPassword: superuserPassword, databasePasswords: passwords } = given.secrets
    const clusterRequest = {
      ...{ dataFolder, durable, installation, superuserPassword, environment },
      port: given.ports.postgres,
      logFile: logFileOf(dataFolder, 'postgres'),
    }
    return this.announce.step({ zh: '数据库', en: 'PostgreSQL' }, async () => {
      const cluster = await keepCluster(clusterRequest, given.placement, (told) => this.announce.note(told))
      // Asked to end meanwhile: the closing of everything may be over already.
      if (this.lifecycle.stopping) await cluster.stop()
      this.lifecycle.onClose('postgres', () => cluster.stop(), 30_000)
      await this.unlessStopping(() => provisionCluster({ adminUrl: given.databases.admin, passwords }))
      return cluster
    })
  }

  /** Strapi takes longest, so the others start while it does; the gateway only when all can answer it. */
  private async startProcesses(given: {
    ports: Ports
    secrets: Secrets
    databases: DatabaseUrls
    runFile: RunFile
  }): Promise<void> {
    const { ports, secrets, databases, runFile } = given
    const { dataFolder, logLevel = 'info', environment = process.env } = this.request
    const { sealingSuite: suite = 'INTL_1' } = this.request
    const custody = openDemoCustody({ dataFolder, suiteName: suite, passphrase: secrets.demoPassword })
    const sealing = { suite, policyFile: custody.policyFile }
    const facts = {
      ...{ ports, databases, secrets, logLevel, sealing },
      evidenceFolder: evidenceFolderOf(dataFolder),
      contentFilesFolder: contentFilesFolderOf(dataFolder),
      anchorFolder: anchorFolderOf(dataFolder),
    }
    const environments = createEnvironments(facts, environment)
    const note = (): void => {
      const processes = [...this.children.values()].flatMap((child) =>
        child.identity ? [describeProcess(child.name, child.identity)] : [],
      )
      runFile.write({ ready: this.ready, urls: { ...platformUrls(ports) }, processes })
    }
    const open = (name: ChildName): Promise<void> =>
      this.open(
        name,
        describeChild(name, {
          ports,
          dataFolder,
          environment: { ...environments[name], ...this.request.settings?.[name] },
        }),
        note,
      )

    this.lifecycle.onClose('identity', () => this.stopChildren(['identity']), 20_000)
    this.lifecycle.onClose(
      'subgraphs',
      () => this.stopChildren(['report', 'case', 'region', 'statistics', 'cms']),
      20_000,
    )
    this.lifecycle.onClose('gateway', () => this.stopChildren(['gateway']), 20_000)
    await Promise.all([
      this.announce.step({ zh: '内容管理', en: 'CMS (Strapi)' }, () => open('cms')),
      this.migrate(environments.migrate).then(() =>
        this.announce.step({ zh: '演示登录和四个子图', en: 'Demo sign-in and four subgraphs' }, () =>
          Promise.all((['identity', 'region', 'report', 'case', 'statistics'] as const).map(open)).then(() =>
            publishBundles({
              reportUrl: `http://127.0.0.1:${String(ports.report)}/graphql`,
              signingKey: secrets.signers.gateway.privateKey,
              bundles: custody.bundles,
            }),
          ),
        ),
      ),
    ])
    await this.announce.step({ zh: '网关', en: 'Gateway' }, () => open('gateway'))
    this.ready = true
    note()
  }

  private migrate(environment: NodeJS.ProcessEnv): Promise<void> {
    const logFile = logFileOf(this.request.dataFolder, 'migrate')
    const ending = new AbortController()
    this.lifecycle.onClose('migrations', () => ending.abort())
    const work = (): Promise<void> =>
      runOnce({
        name: 'migrate',
        args: [distFile('local/migrate.js')],
        environment,
        logFile,
        signal: ending.signal,
      })
    return this.announce.step({ zh: '表结构和区划数据', en: 'Migrations and regions' }, () =>
      this.unlessStopping(work),
    )
  }

  private async open(name: ChildName, description: ChildDescription, onSpawn: () => void): Promise<void> {
    const child = new Child(description, { onSpawn, onTrouble: (told) => this.announce.note(told) })
    await this.unlessStopping(() => {
      this.children.set(name, child)
      return child.start()
    })
  }

  private async stopChildren(names: readonly ChildName[]): Promise<void> {
    const running = names.flatMap((name) => this.children.get(name) ?? [])
    await Promise.all(running.map((child) => child.stop()))
  }

  /** Nothing new begins once the end has begun. */
  private async unlessStopping(work: () => Promise<void>): Promise<void> {
    if (this.lifecycle.stopping) throw new StartInterrupted('stopping')
    await work()
  }

  private describe(given: {
    ports: Ports
    secrets: Secrets
    databases: DatabaseUrls
    cluster: KeptCluster
  }): Platform {
    const { ports, secrets, databases, cluster } = given
    const child = (name: ChildName): Child => {
      const found = this.children.get(name)
      if (found === undefined) throw new Error(`there is no process ${name}`)
      return found
    }
    const subgraphUrl = (name: Listener): string => `http://127.0.0.1:${String(ports[name])}/graphql`
    return {
      urls: platformUrls(ports),
      subgraphUrls: {
        report: subgraphUrl('report'),
        case: subgraphUrl('case'),
        region: subgraphUrl('region'),
        statistics: subgraphUrl('statistics'),
        content: subgraphUrl('content'),
      },
      databaseUrls: databases,
      secrets,
      kill: (name, signal) => (name === 'postgres' ? cluster.kill(signal) : child(name).kill(signal)),
      startAgain: (name) => (name === 'postgres' ? cluster.startAgain() : child(name).startAgain()),
      stop: () => this.lifecycle.close(),
      abandon: () => {
        for (const running of this.children.values()) running.abandon()
        cluster.abandon()
      },
    }
  }
}
