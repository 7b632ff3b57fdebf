import 'reflect-metadata'
import { writeFile } from 'node:fs/promises'
import { describeStateTable } from './case/loop/table/describe.js'
import { buildCaseSchema } from './case/schema.js'
import { buildRegionSchema } from './region/schema.js'
import { buildReportSchema } from './report/schema.js'
import { buildStatisticsSchema } from './statistics/schema.js'

/** Writes what is generated from the code: SDLs, and the page of the state table. A check generates them again. */
const schemas = {
  case: buildCaseSchema,
  region: buildRegionSchema,
  report: buildReportSchema,
  statistics: buildStatisticsSchema,
}

for (const [name, build] of Object.entries(schemas)) {
  const { sdl } = await build()
  await writeFile(`subgraphs/${name}/schema.graphql`, sdl)
}

await writeFile('docs/case-states.md', describeStateTable())
