import type { Core } from '@strapi/strapi'
import { createAudit } from './audit/audit'
import { countChanges } from './cache/version-triggers'
import { openContentSubgraph, type ContentSubgraph } from './content-subgraph/open'
import { registerPermissions } from './desk/permissions'
import { setUpDesk } from './desk/set-up'
import { takeStartLock } from './desk/start-lock'
import { createOutbox } from './events/outbox'
import { createWatermarks, followLog } from './events/follow-log'
import { createTold, tellEarlierFacts } from './events/publicity-facts'
import { openRelay } from './events/relay'
import { believeOnlyTrueCommits } from './events/true-commit'
import { createFileSeal } from './files/file-seal'
import { keepFilesApart } from './files/file-store'
import { serveDeskFiles } from './files/serve-desk-files'
import { createMarkDecisions } from './marking/mark-decisions'
import { createNominationHandlers } from './nominations/nomination-events'
import { createNominations } from './nominations/nomination-store'
import { serveLandingPage } from './posters/landing-page'
import { createPosters, type Posters } from './posters/posters'
import { createHistory } from './publication/history'
import { governDocuments } from './publication/rules'
import { createAccountRegions } from './region-editors/account-regions'
import { narrowReading } from './region-editors/reach'
import { openDeskRoutes } from './desk-routes/routes'
import { openScheduledPublishing } from './schedule/scheduled-publishing'
import { createSchedules } from './schedule/schedules'
import { openScans, type Scans } from './scans/scans'
import type { Settings } from './settings'

type Running = {
  releaseStartLock?: () => Promise<void>
  subgraph?: ContentSubgraph
  relay?: { close: () => Promise<void> }
  schedule?: { close: () => Promise<void> }
  following?: { close: () => Promise<void> }
  posters: Posters
  press?: { close: () => Promise<void> }
  scans?: Scans
}
const running = new WeakMap<Core.Strapi, Running>()

export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    const settings = strapi.config.get<Settings>('andon')
    believeOnlyTrueCommits(strapi)
    governDocuments(strapi)
    narrowReading(strapi)
    const posters = createPosters(strapi, settings)
    const files = { folder: settings.CMS_FILES_FOLDER, seal: createFileSeal(settings.ADMIN_JWT_SECRET) }
    keepFilesApart(strapi, files)
    serveDeskFiles(strapi, files)
    openDeskRoutes(strapi, files.seal, posters.routes)
    serveLandingPage(strapi, () => running.get(strapi)?.scans?.counter)
    running.set(strapi, { posters, releaseStartLock: await takeStartLock(settings.CMS_DATABASE_URL) })
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    const settings = strapi.config.get<Settings>('andon')
    const parts = running.get(strapi)
    if (parts === undefined) throw new Error('bootstrap before register')
    await countChanges(strapi)
    const { posters } = parts
    parts.scans = await openScans(strapi)
    await posters.createTables()
    parts.subgraph = await openContentSubgraph(strapi, settings, { posters, scans: parts.scans })
    await createOutbox(strapi)
    await createTold(strapi)
    await createHistory(strapi)
    await createAudit(strapi)
    await createSchedules(strapi)
    await createWatermarks(strapi)
    await createNominations(strapi)
    await createMarkDecisions(strapi)
    await createAccountRegions(strapi)
    await registerPermissions(strapi)
    await setUpDesk(strapi, settings)
    await tellEarlierFacts(strapi)
    parts.press = posters.open()
    await parts.releaseStartLock?.()
    parts.relay = openRelay({
      databaseUrl: settings.CMS_DATABASE_URL,
      eventsUrl: settings.EVENTS_DATABASE_URL,
      onTrouble: (where, code) => strapi.log.warn(`events wait: ${where} ${code}`),
    })
    parts.schedule = openScheduledPublishing(strapi)
    parts.following = followLog({
      strapi,
      eventsUrl: settings.EVENTS_DATABASE_URL,
      handlers: createNominationHandlers(strapi),
      onTrouble: (where, code) => strapi.log.warn(`events wait: ${where} ${code}`),
    })
    parts.subgraph.begin()
  },

  async destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    const parts = running.get(strapi)
    await parts?.subgraph?.close()
    await parts?.schedule?.close()
    await parts?.following?.close()
    await parts?.relay?.close()
    await parts?.press?.close()
    await parts?.scans?.counter.close()
    await parts?.releaseStartLock?.().catch(() => undefined)
  },
}
