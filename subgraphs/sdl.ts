import 'reflect-metadata'
import { writeFile } from 'node:fs/promises'
import { buildCaseSchema } from './case/schema.js'
import { buildRegionSchema } from './region/schema.js'
import { buildReportSchema } from './report/schema.js'
import { buildStatisticsSchema } from './statistics/schema.js'

/** Writes the SDL of every subgraph beside it; the files are committed and a check regenerates them. */
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
