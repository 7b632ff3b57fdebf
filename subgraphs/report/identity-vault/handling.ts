import type { EntityManager } from '@mikro-orm/postgresql'
import { eventCatalogue, type DomainEvent, type EventName } from '../../shared/events/catalogue.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import type { Reachable } from '../../shared/reach/reach.service.js'
import { StoredReport } from '../intake/report.entity.js'

type HandlingEvent = DomainEvent & {
  payload: {
    reportIds: string[]
    authorityId: string
    regionCode: string
    /** Of a merge: who handles the other case. */
    intoAuthorityId?: string
    intoRegionCode?: string
  }
}

const handling = (Object.keys(eventCatalogue) as EventName[]).filter((name) => {
  const { producer, payload } = eventCatalogue[name]
  return producer === 'case' && 'reportIds' in payload.shape && 'authorityId' in payload.shape
})

/** Every step of a case tells who handles it from then on: whose custodians are to hold its identities. */
export const handlingHandlers: EventHandlers = Object.fromEntries(
  handling.map((name) => [
    name,
    (em: EntityManager, event: DomainEvent) => follow(em, event as HandlingEvent),
  ]),
)

async function follow(em: EntityManager, { payload }: HandlingEvent): Promise<void> {
  const { reportIds } = payload
  const handledBy = payload.intoAuthorityId ?? payload.authorityId
  const handledIn = payload.intoRegionCode ?? payload.regionCode
  await em.nativeUpdate(StoredReport, { id: reportIds }, { handledBy, handledIn })
}

/** The report as those see it who handle it now; where the matter is, never changes. */
export function handledMatter(report: StoredReport): Reachable {
  const { authorityId, regionCode, excludedAuthorityIds, handledBy, handledIn } = report
  return {
    authorityId: handledBy ?? authorityId,
    regionCode: handledIn ?? regionCode,
    excludedAuthorityIds,
  }
}
