import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesUnder, fingerprint, openStamp } from './fingerprint.mjs'
import { RegistryUnreachable } from './failure.mjs'
import { findNode } from './tools.mjs'

/**
 * What can be prepared. Each step knows the fingerprint of its input and a stamp beside its output; `after` names
 * the steps whose output it uses.
 */
export function describeSteps({ root, tools }) {
  const cms = join(root, 'cms')
  return {
    packages: installation({ name: 'packages', title: '安装依赖 Install packages', folder: root, tools }),
    'cms-packages': installation({
      name: 'cms-packages',
      title: '安装内容管理依赖 Install CMS packages',
      folder: cms,
      tools,
    }),
    server: compilation({ root, tools }),
    cms: cmsBuild({ root, cms, tools }),
  }
}

function installation({ name, title, folder, tools }) {
  const lockfile = join(folder, 'package-lock.json')
  return {
    title,
    after: [],
    input: () => fingerprint(folder, [lockfile]),
    stamp: openStamp(join(folder, 'node_modules', '.andon-stamp')),
    isDoneByHand: () => installedByHand(folder, lockfile),
    run: async () => {
      await requireNetwork({ title, name, folder, tools })
      await tools.npm({
        title,
        name,
        cwd: folder,
        // The build tools are development packages, and a shell may carry NODE_ENV=production.
        args: [
          'ci',
          '--include=dev',
          '--include=optional',
          '--no-audit',
          '--no-fund',
          '--no-update-notifier',
          '--loglevel=notice',
        ],
      })
    },
  }
}

/**
 * Without a network npm tries every package again and again, for five minutes in all: asked first, in its own way
 * and with its own settings for proxies, whether the registry answers. One that answers something else will do.
 */
async function requireNetwork({ title, name, folder, tools }) {
  const args = [
    'ping',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--fetch-timeout=20000',
    '--loglevel=notice',
  ]
  try {
    await tools.npm({ title, name: `${name}-network`, cwd: folder, args })
  } catch (error) {
    if (error instanceof RegistryUnreachable) throw error
  }
}

/** Whether somebody ran `npm ci` or `npm install` themselves and it brought exactly what the lockfile says. */
function installedByHand(folder, lockfile) {
  const hidden = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  const missing = Object.entries(wanted).some(
    ([path, { version, optional }]) =>
      path !== '' && (present[path] ? present[path].version !== version : !optional),
  )
  return !missing && Object.keys(present).every((path) => path in wanted)
}

function compilation({ root, tools }) {
  const title = '编译 Compile'
  const sources = () =>
    filesUnder(root, {
      keep: (name) => /\.[mc]?ts$|^tsconfig.*\.json$/.test(name),
      without: ['node_modules', 'dist', 'cms', 'coverage'],
    })
  return {
    title,
    after: ['packages'],
    input: () => fingerprint(root, [...sources(), join(root, 'package-lock.json')]),
    stamp: openStamp(join(root, 'dist', '.andon-stamp')),
    run: async () => {
      const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
      await tools.run({
        title,
        name: 'server',
        command: findNode(root),
        args: [compiler, '-p', 'tsconfig.build.json'],
        cwd: root,
      })
      removeOrphanedOutput(root)
    },
  }
}

/** The compiler leaves the output of a source that was deleted or renamed; a process might still load it. */
function removeOrphanedOutput(root) {
  const dist = join(root, 'dist')
  for (const file of filesUnder(dist, { keep: (name) => /\.js(\.map)?$/.test(name) })) {
    const source = join(root, relative(dist, file)).replace(/\.js(\.map)?$/, '.ts')
    if (!existsSync(source)) rmSync(file)
  }
}

function cmsBuild({ root, cms, tools }) {
  const title = '构建内容管理后台 Build the CMS admin'
  const without = ['node_modules', 'dist', 'build', 'public', join('types', 'generated')]
  return {
    title,
    after: ['packages', 'cms-packages'],
    input: () => fingerprint(cms, filesUnder(cms, { without, keep: (name) => !/\.(log|md)$/.test(name) })),
    stamp: openStamp(join(cms, 'dist', '.andon-stamp')),
    run: () =>
      tools.npm({
        title,
        name: 'cms',
        cwd: cms,
        args: ['run', 'build'],
        environment: {
          ...tools.withNode(findNode(root)),
          NODE_ENV: 'production',
          STRAPI_TELEMETRY_DISABLED: 'true',
          STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
        },
      }),
  }
}
