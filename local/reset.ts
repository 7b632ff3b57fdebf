import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { stopOrphanedServer } from './postgres/orphan.js'
import { clusterFolders } from './postgres/placement.js'
import { claimRunFile, endLeftBehind, readRun } from './processes/run-file.js'
import { readLocalSettings } from './settings.js'
import { explainFailure, StartFailure } from './start-failure.js'

/** What a data folder may hold; nothing else in it is touched, should the setting point at a folder of somebody's. */
const ours = [
  'postgres',
  'logs',
  'uploads',
  'evidence',
  'content-files',
  'audit-anchors',
  'secrets.json',
  'demo-password',
  'custodians',
  // Of earlier versions.
  'identity-custodian-key.pem',
  'run.json',
]

try {
  await reset(process.argv.slice(2))
} catch (error) {
  const { zh, en } = explainFailure(error)
  process.stderr.write(`${zh}\n${en}\n`)
  process.exitCode = 1
}

async function reset(flags: readonly string[]): Promise<void> {
  const { dataFolder } = readLocalSettings()
  if (readRun(dataFolder) !== undefined) throw stillRunning(dataFolder)
  const doomed = findData(dataFolder)
  if (doomed.length === 0) {
    console.log(`没有可清空的数据。There is no data to empty: ${dataFolder}`)
    return
  }
  console.log(
    `将删除全部本地数据 This deletes all local data:\n${doomed.map((path) => `  ${path}`).join('\n')}`,
  )
  if (!flags.includes('--yes') && !(await confirm())) {
    console.log('未作改动。Nothing was changed.')
    return
  }
  await endWhatWasLeftRunning(dataFolder)
  for (const path of doomed) rmSync(path, { recursive: true, force: true })
  console.log('已清空，下次 npm start 从头开始。Emptied; the next npm start begins anew.')
}

/** A launcher that was killed may have left a server that writes to what is about to go. */
async function endWhatWasLeftRunning(dataFolder: string): Promise<void> {
  const runFile = claimRunFile(dataFolder)
  await endLeftBehind(runFile.leftBehind)
  for (const folder of [join(dataFolder, 'postgres'), ...clusterFolders(dataFolder)]) {
    await stopOrphanedServer(join(folder, 'data'))
  }
  runFile.remove()
}

function findData(dataFolder: string): string[] {
  const inside = existsSync(dataFolder) ? readdirSync(dataFolder).filter((name) => ours.includes(name)) : []
  return [...inside.map((name) => join(dataFolder, name)), ...clusterFolders(dataFolder)]
}

async function confirm(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StartFailure({
      zh: '当前不是终端，无法确认：确要清空请加 --yes（npm run reset -- --yes）。',
      en: 'This is no terminal, so nobody can confirm: add --yes to empty the data (npm run reset -- --yes).',
    })
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^(y|yes|是)$/i.test((await terminal.question('确定吗 Are you sure? (y/N) ')).trim())
  } finally {
    terminal.close()
  }
}

function stillRunning(dataFolder: string): StartFailure {
  return new StartFailure({
    zh: `安灯正在数据目录 ${dataFolder} 上运行：请先用 Ctrl-C 停止。`,
    en: `Andon runs on the data folder ${dataFolder}: stop it with Ctrl-C first.`,
  })
}
