import { existsSync } from 'node:fs'
import { readSettings, setting, SettingsError } from '../platform/settings.js'
import { verifyReleases } from '../subgraphs/statistics/disclosure/verify-releases.js'
import { verifyCounts, type Verdict } from '../subgraphs/statistics/rebuild/verify-counts.js'
import { databaseUrls } from './postgres/database-urls.js'
import { openSecrets, secretsFile } from './secrets.js'
import { readLocalSettings } from './settings.js'
import { explainFailure, StartFailure } from './start-failure.js'

// `npm run statistics:verify`: the counts folded once more from the events, beside the live ones, and compared cell by
// cell up to one position of the log. Ends with 0 where they are equal and 1 otherwise.

try {
  const startedAt = performance.now()
  const where = whatToVerify()
  const verdict = await verifyCounts({ ...where, told: tellProgress() })
  console.log(tell(verdict, (performance.now() - startedAt) / 1_000))
  const changed = await verifyReleases(where.databaseUrl)
  console.log(tellReleases(changed))
  if (verdict.difference !== undefined || changed !== undefined) process.exitCode = 1
} catch (error) {
  const { zh, en } = explainFailure(error)
  process.stderr.write(`${zh}\n${en}\n`)
  process.exitCode = 1
}

function tell({ position, events, rows, difference }: Verdict, seconds: number): string {
  const to = String(position)
  if (difference === undefined) {
    const [folded, compared] = [String(events), String(rows)]
    return `✓ 至事件 ${to}：重算 ${folded} 个事件，${compared} 行全部一致，${seconds.toFixed(1)} 秒。${folded} events folded anew, ${compared} rows are equal.`
  }
  const { table, key, live, rebuilt, rows: different } = difference
  const [is, should] = [live ?? '–', rebuilt ?? '–']
  return `✗ 至事件 ${to}：${table} ${key} 现为 ${is}，重算为 ${should}；该表共 ${String(different)} 行不一致。At ${key} of ${table} stands ${is}, the events come to ${should}; ${String(different)} rows of it differ.`
}

function tellReleases(changed: number | undefined): string {
  return changed === undefined
    ? '✓ 对外统计的历次公布均未被改动。Every public release is what was released.'
    : `✗ 对外统计第 ${String(changed)} 次公布与其杂凑值不符。Public release ${String(changed)} is not what was released.`
}

/** A line every few seconds: a long log takes its time. */
function tellProgress(): (events: number) => void {
  let toldAt = performance.now()
  return (events) => {
    if (performance.now() - toldAt < 5_000) return
    toldAt = performance.now()
    console.error(`… ${String(events)} 个事件 events`)
  }
}

/** By settings where the database is named, else the data folder of `npm start`. */
function whatToVerify(): { databaseUrl: string; eventsDatabaseUrl: string } {
  const { STATISTICS_DATABASE_URL: named } = readSettings({
    STATISTICS_DATABASE_URL: setting.databaseUrl().optional(),
  })
  if (named === undefined) return ofDataFolder()
  try {
    const { EVENTS_DATABASE_URL: eventsDatabaseUrl } = readSettings({
      EVENTS_DATABASE_URL: setting.databaseUrl(),
    })
    return { databaseUrl: named, eventsDatabaseUrl }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const problems = error.problems.join('; ')
    throw new StartFailure({ zh: `设置有误：${problems}。`, en: `Settings are wrong: ${problems}.` })
  }
}

function ofDataFolder(): { databaseUrl: string; eventsDatabaseUrl: string } {
  const { dataFolder, ports } = readLocalSettings()
  if (!existsSync(secretsFile(dataFolder))) {
    throw new StartFailure({
      zh: `数据目录 ${dataFolder} 中没有安灯的数据：请先 npm start，或设置 STATISTICS_DATABASE_URL。`,
      en: `There is no data of Andon in ${dataFolder}: npm start first, or set STATISTICS_DATABASE_URL.`,
    })
  }
  const urls = databaseUrls({ host: '127.0.0.1', port: ports.postgres, secrets: openSecrets(dataFolder) })
  return { databaseUrl: urls.runtime('statistics'), eventsDatabaseUrl: urls.runtime('statistics') }
}
