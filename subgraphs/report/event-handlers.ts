import type { EntityManager } from '@mikro-orm/postgresql'
import type { DomainEvent, EventName } from '../shared/events/catalogue.js'
import type { EventHandlers } from '../shared/events/consumer.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { consentHandlers } from './consent/consent.service.js'
import { handlingHandlers } from './identity-vault/handling.js'
import { rewardIdentityHandlers } from './identity-vault/reward-identity/reward-events.js'
import { progressHandlers } from './progress/progress.service.js'
import { closingHandlers } from './retention/closing.js'

type Handler = (em: EntityManager, event: DomainEvent) => Promise<void> | void

/** What report does when a fact of another subgraph arrives; several rooms may follow the same one. */
export const reportHandlers: EventHandlers = inTurn([
  reachHandlers,
  consentHandlers,
  progressHandlers,
  handlingHandlers,
  rewardIdentityHandlers,
  closingHandlers,
])

function inTurn(rooms: readonly EventHandlers[]): EventHandlers {
  const entries = rooms.flatMap((room) => Object.entries(room) as [EventName, Handler][])
  const byName = Map.groupBy(entries, ([name]) => name)
  return Object.fromEntries(
    [...byName].map(([name, handlers]) => [
      name,
      async (em: EntityManager, event: DomainEvent) => {
        for (const [, handle] of handlers) await handle(em, event)
      },
    ]),
  )
}
