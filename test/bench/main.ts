import { benchCases } from './cases.js'
import { benchContent } from './content.js'
import { benchGateway } from './gateway.js'
import { benchIntake } from './intake.js'
import { benchLive } from './live.js'
import { benchRegion } from './region.js'
import { benchRegionJurisdiction } from './region-jurisdiction.js'
import { describeMachine } from './report.js'
import { benchStart } from './start.js'
import { benchStatistics } from './statistics.js'
import { benchUpload } from './upload.js'

/** `npm run bench:<name>`: ratios measured side by side in one run; never a test. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  cases: benchCases,
  content: benchContent,
  gateway: benchGateway,
  intake: benchIntake,
  live: benchLive,
  region: async () => {
    await benchRegion()
    await benchRegionJurisdiction()
  },
  start: benchStart,
  statistics: benchStatistics,
  upload: benchUpload,
}

const chosen = process.argv[2]
if (chosen !== undefined && !Object.hasOwn(benches, chosen)) {
  console.error(`there is no benchmark ${chosen}; there are ${Object.keys(benches).join(', ')}`)
  process.exitCode = 1
} else {
  console.log(describeMachine())
  for (const [name, run] of Object.entries(benches)) {
    if (chosen !== undefined && chosen !== name) continue
    console.log(`\n── ${name}`)
    await run()
  }
}
