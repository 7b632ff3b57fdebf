import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { checkoutFolder } from '../../local/checkout.js'
import { describeChild, type ChildName } from '../../local/child-descriptions.js'
import { anchorFolderOf, contentFilesFolderOf, evidenceFolderOf } from '../../local/data-folder.js'
import { createEnvironments } from '../../local/environments.js'
import { Child, type ChildDescription } from '../../local/processes/child.js'
import { choosePorts } from '../../local/processes/ports.js'
import type { Ports } from '../../local/settings.js'
import type { BenchWorld } from './world.js'

export type Replica = { url: string } & AsyncDisposable

/** A gateway and a content subgraph beside those of the platform, which keep nothing of what was read. */
export async function openForgetful(world: BenchWorld, ports: Ports): Promise<Replica> {
  const { gateway, cms, content } = await choosePorts({})
  const own = { ...ports, gateway, cms, content }
  const children = [
    describe(world, own, 'cms', { CMS_CACHE_MB: '0' }),
    describe(world, own, 'gateway', {}),
  ].map(quietly)
  for (const child of children) await child.start()
  return {
    url: `http://127.0.0.1:${String(gateway)}/graphql`,
    [Symbol.asyncDispose]: async () => {
      for (const child of children.toReversed()) await child.stop()
    },
  }
}

/** The same Strapi on the same database, with its own REST list of notices; its three files lie in strapi-rest/. */
export async function openStrapiRest(world: BenchWorld, ports: Ports): Promise<Replica> {
  const { cms, content } = await choosePorts({})
  const folder = join(world.dataFolder, 'strapi-rest')
  const product = join(checkoutFolder, 'cms')
  mkdirSync(folder)
  for (const part of ['package.json', 'public'])
    cpSync(join(product, part), join(folder, part), { recursive: true })
  symlinkSync(join(product, 'node_modules'), join(folder, 'node_modules'))
  cpSync(join(product, 'dist'), join(folder, 'dist'), { recursive: true })
  for (const part of ['routes', 'controllers', 'services'])
    cpSync(
      join(checkoutFolder, 'test', 'bench', 'strapi-rest', `${part}.cjs`),
      join(folder, 'dist', 'src', 'api', 'notice', part, 'notice.js'),
    )
  const child = quietly({
    ...describe(world, { ...ports, cms, content }, 'cms', {}),
    args: [join(folder, 'dist', 'server.js')],
    cwd: folder,
  })
  await child.start()
  return {
    url: `http://127.0.0.1:${String(cms)}/api/notices`,
    [Symbol.asyncDispose]: async () => {
      await child.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function quietly(description: ChildDescription): Child {
  return new Child(description, { onSpawn: () => undefined, onTrouble: () => undefined })
}

function describe(
  { platform, dataFolder }: BenchWorld,
  ports: Ports,
  name: ChildName,
  settings: Record<string, string>,
): ChildDescription {
  const facts = {
    ports,
    databases: platform.databaseUrls,
    secrets: platform.secrets,
    logLevel: 'warn',
    sealing: { suite: 'INTL_1', policyFile: '' },
    evidenceFolder: evidenceFolderOf(dataFolder),
    contentFilesFolder: contentFilesFolderOf(dataFolder),
    anchorFolder: anchorFolderOf(dataFolder),
  }
  const environment = { ...createEnvironments(facts, process.env)[name], ...settings }
  return describeChild(name, { ports, dataFolder: join(dataFolder, 'replicas'), environment })
}
