import { existsSync } from 'node:fs'
import pg from 'pg'
import { z } from 'zod'
import { readSettings, setting, SettingsError } from '../platform/settings.js'
import { createChangeRecordReader } from '../subgraphs/region/audit/link-reader.js'
import { AnchorRefused, readAnchorKey, readAnchors } from '../subgraphs/shared/audit/anchor.js'
import { createLinkReader, type LinkReader } from '../subgraphs/shared/audit/link-reader.js'
import { breakReasons, verifyChain, type Verdict } from '../subgraphs/shared/audit/verify.js'
import { anchorFolderOf } from './data-folder.js'
import { databaseUrls } from './postgres/database-urls.js'
import { openSecrets, secretsFile } from './secrets.js'
import { readLocalSettings } from './settings.js'
import { explainFailure, StartFailure } from './start-failure.js'

// `npm run audit:verify`: every audit chain from the first record to the last, and against every anchor outside the
// database. Ends with 0 where all hold and 1 otherwise.

type Chain = { name: string; databaseUrl: string; reader: (client: pg.ClientBase) => LinkReader }
type Verified = { chains: Chain[]; anchorFolder: string; publicKeys: string[] }

try {
  const { chains, anchorFolder, publicKeys } = whatToVerify()
  const keys = publicKeys.map(readAnchorKey)
  for (const chain of chains) {
    const holds = await verifyOne(chain, anchorFolder, keys)
    if (!holds) process.exitCode = 1
  }
} catch (error) {
  const { zh, en } = explainFailure(error)
  process.stderr.write(`${zh}\n${en}\n`)
  process.exitCode = 1
}

async function verifyOne(
  { name, databaseUrl, reader }: Chain,
  folder: string,
  keys: Parameters<typeof readAnchors>[2],
): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'andon audit verify' })
  try {
    const anchors = await readAnchors(folder, name, keys)
    await client.connect()
    const verdict = await verifyChain(reader(client), anchors)
    console.log(tell(verdict))
    return verdict.broken === undefined
  } catch (error) {
    if (!(error instanceof AnchorRefused)) throw error
    console.log(`✗ ${name}：锚点 ${String(error.number)} 不可信 ${error.message}`)
    return false
  } finally {
    await client.end()
  }
}

function tell({ chain, length, erased, anchoredTo, broken }: Verdict): string {
  if (broken !== undefined) {
    const { zh, en } = breakReasons[broken.why]
    const place = String(broken.position)
    return `✗ ${chain}：第 ${place} 条断链，${zh}。Broken at ${place} (${broken.why}): ${en}.`
  }
  const anchored =
    anchoredTo === undefined
      ? '尚无库外锚点 no anchor yet'
      : `锚点至第 ${String(anchoredTo.position)} 条 anchored to ${String(anchoredTo.position)} at ${anchoredTo.at}`
  return `✓ ${chain}：${String(length)} 条记录完整，其中 ${String(erased)} 条明细到期清除，${anchored}。${String(length)} records hold, the details of ${String(erased)} erased in time.`
}

/** By settings where a database is named, else the data folder of `npm start`. */
function whatToVerify(): Verified {
  const given = readSettings({
    REPORT_DATABASE_URL: setting.databaseUrl().optional(),
    REGION_DATABASE_URL: setting.databaseUrl().optional(),
    CASE_DATABASE_URL: setting.databaseUrl().optional(),
  })
  const urls = {
    report: given.REPORT_DATABASE_URL,
    region: given.REGION_DATABASE_URL,
    case: given.CASE_DATABASE_URL,
  }
  if (Object.values(urls).every((url) => url === undefined)) return ofDataFolder()
  try {
    const settings = readSettings({ ANCHOR_FOLDER: z.string(), AUDIT_ANCHOR_PUBLIC_KEYS: setting.list() })
    const { ANCHOR_FOLDER: anchorFolder, AUDIT_ANCHOR_PUBLIC_KEYS: publicKeys } = settings
    return { chains: chainsAt(urls), anchorFolder, publicKeys }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const problems = error.problems.join('; ')
    throw new StartFailure({ zh: `设置有误：${problems}。`, en: `Settings are wrong: ${problems}.` })
  }
}

function ofDataFolder(): Verified {
  const { dataFolder, ports } = readLocalSettings()
  if (!existsSync(secretsFile(dataFolder))) {
    throw new StartFailure({
      zh: `数据目录 ${dataFolder} 中没有安灯的数据：请先 npm start，或设置 REPORT_DATABASE_URL 等。`,
      en: `There is no data of Andon in ${dataFolder}: npm start first, or set REPORT_DATABASE_URL and the others.`,
    })
  }
  const secrets = openSecrets(dataFolder)
  const urls = databaseUrls({ host: '127.0.0.1', port: ports.postgres, secrets })
  return {
    chains: chainsAt({
      report: urls.runtime('report'),
      region: urls.runtime('region'),
      case: urls.runtime('case'),
    }),
    anchorFolder: anchorFolderOf(dataFolder),
    publicKeys: Object.values(secrets.audit.anchors).map(({ publicKey }) => publicKey),
  }
}

function chainsAt(urls: Record<'report' | 'region' | 'case', string | undefined>): Chain[] {
  const readers = {
    report: (client: pg.ClientBase) => createLinkReader(client, 'report'),
    region: createChangeRecordReader,
    case: (client: pg.ClientBase) => createLinkReader(client, 'case'),
  }
  return (['report', 'region', 'case'] as const).flatMap((name) => {
    const databaseUrl = urls[name]
    return databaseUrl === undefined ? [] : [{ name, databaseUrl, reader: readers[name] }]
  })
}
