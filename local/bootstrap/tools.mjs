import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { PreparationFailure, explainToolFailure } from './failure.mjs'

const oldestNode = [22, 17]

/**
 * The Node that runs the platform: version 24 as npm installed it, or the system's where npm has none for this
 * machine (macOS; Linux without glibc). MikroORM 7 dies at import on a Node older than 22.17.
 */
export function findNode(root) {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const installed = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
  if (existsSync(installed) && spawnSync(installed, ['--version']).status === 0) return installed
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return process.execPath
  throw new PreparationFailure(
    `npm 没有为本机系统提供 Node 24，因此系统自带的 Node.js 须为 22.17 或更高版本，当前是 ${process.versions.node}，请先升级。`,
    `npm brings no Node 24 for this system, so the installed Node.js must be 22.17 or newer; this is ${process.versions.node}: please upgrade it.`,
  )
}

/** How to call npm: by the Node that npm itself runs on, for `npm ci` replaces the one under node_modules. */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  if (cli && /npm-cli\.js$/.test(cli) && existsSync(cli)) {
    return { command: node && existsSync(node) ? node : process.execPath, prefix: [cli], shell: false }
  }
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' }
}

/** The environment without what the npm around us says about its own package and folder, and without its PATH entries. */
function plainEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle|command)|npm_config_(local_prefix|prefix|noproxy)$|INIT_CWD$|NODE_ENV$)/i.test(
        name,
      ),
  )
  const environment = Object.fromEntries(kept)
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const path = (environment[pathName] ?? '')
    .split(delimiter)
    .filter((entry) => !/node_modules[\\/]\.bin$|node-gyp-bin$/.test(entry))
  return { ...environment, [pathName]: path.join(delimiter) }
}

/** Runs tools with their output in a log file, and knows them all, so that an interrupt can end them. */
export function createToolRunner({ logFolder }) {
  const running = new Set()
  let ending = false

  const run = ({ title, name, command, args, cwd, environment = {}, shell = false }) =>
    new Promise((resolve, reject) => {
      if (ending) return reject(new PreparationFailure('已中断。', 'Interrupted.'))
      const logFile = join(logFolder, `prepare-${name}.log`)
      const log = openSync(logFile, 'w')
      const child = spawn(command, args, {
        cwd,
        shell,
        stdio: ['ignore', log, log],
        env: { ...plainEnvironment(), ...environment },
      })
      closeSync(log)
      running.add(child)
      child.on('error', reject)
      child.on('exit', (code) => {
        running.delete(child)
        if (code === 0) resolve()
        else reject(explainToolFailure({ title, logFile, output: readFileSync(logFile, 'utf8') }))
      })
    })

  return {
    run,
    npm: ({ args, ...rest }) => {
      const { command, prefix, shell } = npmCommand()
      return run({ ...rest, command, args: [...prefix, ...args], shell })
    },
    /** Environment in which scripts of packages find the platform's Node first. */
    withNode: (node) => ({ PATH: [dirname(node), plainEnvironment().PATH].join(delimiter) }),
    /** Ends what still runs, and nothing begins any more; npm does not always listen while it waits for the network. */
    endAll: async () => {
      ending = true
      const ended = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)))
      running.forEach((child) => child.kill('SIGTERM'))
      const insist = setTimeout(() => running.forEach((child) => child.kill('SIGKILL')), 2_000)
      await Promise.all(ended)
      clearTimeout(insist)
    },
  }
}
