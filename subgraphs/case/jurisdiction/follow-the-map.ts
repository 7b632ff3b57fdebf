import type { EntityManager } from '@mikro-orm/postgresql'
import type { Clock } from '../../shared/clock.js'
import type { DomainEvent } from '../../shared/events/catalogue.js'
import { StoredCoHandler } from '../assignment/co-handler.entity.js'
import { CaseState } from '../loop/case-state.js'
import { StoredCase } from '../loop/case.entity.js'
import { takeSystemStep } from '../loop/take-step.js'
import { StoredCaseToReassign, type ReassignCause } from './map-change.entity.js'
import { nearestOf, pathAfter, pathOfSuccessor, relocate } from './relocate.js'

type Told<Name extends DomainEvent['name']> = Pick<DomainEvent<Name>, 'name' | 'payload'>
/** Changes of the map that take cases with them from a day on. */
export type MapEvent = Told<'DivisionMoved'> | Told<'DivisionReplaced'> | Told<'AuthorityClosed'>

type Desk = { em: EntityManager; clock: Clock }

/** Takes the open cases of a division or authority along; their terms run on, and a step tells where each went. */
export async function followTheMap(desk: Desk, event: MapEvent): Promise<void> {
  if (event.name === 'AuthorityClosed') return followAuthority(desk, event.payload)
  const { code, regionPath } = event.payload
  for (const { id, regionPath: path } of await openCases(desk.em, { regionPath: { $contains: [code] } }))
    if (regionPath !== null) await move(desk, id, pathAfter(path, code, regionPath))
    else if (event.name === 'DivisionReplaced') {
      const paths = event.payload.replacedBy.map((successor) => pathOfSuccessor(path, successor))
      await askStaff(desk, id, 'DIVISION_REPLACED', paths)
    }
}

function openCases(em: EntityManager, where: object): Promise<StoredCase[]> {
  const isOpen = { state: { $ne: CaseState.CLOSED } }
  return em.find(StoredCase, { ...where, ...isOpen }, { orderBy: { id: 'asc' }, refresh: true })
}

async function move(desk: Desk, caseId: string, regionPath: readonly string[]): Promise<void> {
  await takeSystemStep(desk, { verb: 'moveCase', caseId }, async (scene) => {
    const facts = await relocate(scene, regionPath)
    return { facts, audit: { facts: { authorityId: scene.stored.authorityId } } }
  })
}

async function followAuthority(
  desk: Desk,
  { authorityId, successorAuthorityId }: Told<'AuthorityClosed'>['payload'],
): Promise<void> {
  const { em } = desk
  if (successorAuthorityId !== null) await replaceInCases(em, authorityId, successorAuthorityId)
  for (const stored of await openCases(em, { authorityId }))
    if (!(await handTo(desk, stored, successorAuthorityId)))
      await askStaff(desk, stored.id, 'AUTHORITY_CLOSED', [])
}

/** @returns whether there is somebody it may go to */
export async function handTo(desk: Desk, stored: StoredCase, to: string | null): Promise<boolean> {
  const next = to === null ? undefined : await nearestOf(desk.em, stored, to, desk.clock())
  if (next === undefined) return false
  await takeSystemStep(desk, { verb: 'moveCase', caseId: stored.id }, ({ stored: its }) => {
    its.authorityId = next
    const facts = { fromRegionCode: its.regionCode, fromRegionPath: its.regionPath }
    return { facts, audit: { facts: { authorityId: next } } }
  })
  return true
}

/** Who took over is as much concerned as who was before, and helps where that helped. */
async function replaceInCases(em: EntityManager, before: string, after: string): Promise<void> {
  await em.execute(
    `UPDATE "case"."case" SET excluded_authority_ids = excluded_authority_ids || ?::uuid
     WHERE ?::uuid = ANY (excluded_authority_ids) AND ?::uuid <> ALL (excluded_authority_ids)`,
    [after, before, after],
  )
  await em.execute(
    `UPDATE "case"."case" SET co_handling_authority_ids = array_replace(co_handling_authority_ids, ?::uuid, ?::uuid)
     WHERE state <> 'CLOSED' AND co_handling_authority_ids @> ARRAY[?::uuid]`,
    [before, after, before],
  )
  await em.nativeUpdate(StoredCoHandler, { authorityId: before }, { authorityId: after })
}

async function askStaff(
  { em, clock }: Desk,
  caseId: string,
  cause: ReassignCause,
  regionPaths: string[][],
): Promise<void> {
  await em.upsert(StoredCaseToReassign, { caseId, cause, regionPaths, since: clock() })
}
