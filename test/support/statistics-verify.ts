import { spawnSync } from 'node:child_process'
import type { TestPlatform } from './platform.js'

/** What `npm run statistics:verify` runs, on the data folder as it is. */
export function verifyStatistics(platform: TestPlatform): { status: number | null; told: string } {
  const port = new URL(platform.databaseUrls.admin).port
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/local/statistics-verify.js'], {
    env: { PATH: process.env['PATH'], ANDON_DATA: platform.dataFolder, POSTGRES_PORT: port },
    encoding: 'utf8',
  })
  return { status, told: `${stdout}${stderr}` }
}
