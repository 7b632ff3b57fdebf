import { createGraphClient } from '../support/graph.js'
import { citizenLooks, citizenReports } from './citizen.js'
import { officerAcceptsWhileDashboardWatches } from './officer.js'
import { publicityStaffPublish } from './publicity.js'
import type { StoryWorld } from './world.js'

/** A report by a citizen becomes a case, a dashboard ticks, the reporter sees it, publicity staff tell of it. */
export async function tellStory(world: StoryWorld): Promise<void> {
  const reader = createGraphClient(world.urls.graph)
  const { unitName, receipt } = await citizenReports(world, reader)
  const { caseId, officer } = await officerAcceptsWhileDashboardWatches(world, unitName)
  await citizenLooks(world, reader, receipt)
  await publicityStaffPublish(world, reader, caseId, officer)
}
