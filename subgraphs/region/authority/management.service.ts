import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError, type Message } from '../../../platform/errors.js'
import { dayInChina } from '../../shared/day.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { isUuid } from '../../shared/uuid.js'
import { recordChanges } from '../audit/audit.service.js'
import type { RegionContext } from '../context.js'
import { closeGaps } from '../jurisdiction/gap.service.js'
import { tellOfAuthority } from './authority-events.js'
import { StoredAuthority } from './authority.entity.js'
import type { AuthorityInput } from './authority.input.js'
import { Authority } from './authority.type.js'
import { checkAmong, checkCircles, checkDraft, draftOf, takenPlaces, type AuthorityDraft } from './draft.js'
import { requireManager, requireWithin, type ManagementReach } from './management-reach.js'

/** @throws AndonError FORBIDDEN, BAD_USER_INPUT with every problem */
export async function registerAuthority(context: RegionContext, input: AuthorityInput): Promise<Authority> {
  const reach = await requireManager(context)
  const draft = readDraft(input)
  requireWithin(reach, draft.regionCode)
  const stored = await inTree(context, async (em) => {
    const id = randomUUID()
    await requireFit(context, em, id, draft)
    const registered = em.create(StoredAuthority, {
      id,
      ...draft,
      closedOn: null,
      successorAuthorityId: null,
      version: 1,
    })
    await em.persist(registered).flush()
    tellOfAuthority(em, 'AuthorityRegistered', registered, new Date())
    await audit(em, reach, 'REGISTERED', id, null, draft)
    return registered
  })
  await afterwards(context, draft.regionCode)
  return new Authority(stored)
}

/**
 * Writes everything that is registered of an authority anew.
 *
 * @param version the one the change was made on
 * @throws AndonError NOT_FOUND, FORBIDDEN, CONFLICT where somebody else was faster, BAD_USER_INPUT
 */
export async function updateAuthority(
  context: RegionContext,
  id: string,
  version: number,
  input: AuthorityInput,
): Promise<Authority> {
  const reach = await requireManager(context)
  const draft = readDraft(input)
  requireWithin(reach, draft.regionCode)
  const stored = await inTree(context, async (em) => {
    const known = await requireOpen(em, reach, id)
    if (known.version !== version) throw changedMeanwhile()
    await requireFit(context, em, known.id, draft)
    const before = draftOf(known)
    em.assign(known, draft)
    await em.flush()
    tellOfAuthority(em, 'AuthorityChanged', known, new Date())
    await audit(em, reach, 'CHANGED', known.id, before, draft)
    return known
  })
  await afterwards(context, draft.regionCode)
  return new Authority(stored)
}

/**
 * Closes an authority from a day on: its rules end with it, its staff see nothing from then, its cases move by the
 * event. Whoever stands under it needs another authority above: the successor.
 *
 * @throws AndonError NOT_FOUND, FORBIDDEN, CONFLICT where others stand under it and no successor is named
 */
export async function closeAuthority(
  context: RegionContext,
  id: string,
  on: Date,
  successorId: string | null,
): Promise<Authority> {
  const reach = await requireManager(context)
  const closedOn = dayInChina(on)
  const stored = await inTree(context, async (em) => {
    const known = await requireOpen(em, reach, id)
    const successor = successorId === null ? null : await requireSuccessor(em, known, successorId)
    await moveBelow(em, reach, known, successor)
    em.assign(known, { closedOn, successorAuthorityId: successor?.id ?? null })
    await em.flush()
    const payload = {
      authorityId: known.id,
      effectiveOn: closedOn,
      successorAuthorityId: successor?.id ?? null,
    }
    recordEvent(em, { name: 'AuthorityClosed', subject: known.id, occurredAt: new Date(), payload })
    await audit(em, reach, 'CLOSED', known.id, null, {
      closedOn,
      successorAuthorityId: payload.successorAuthorityId,
    })
    return known
  })
  await context.rules.refresh(context.em)
  return new Authority(stored)
}

async function moveBelow(
  em: EntityManager,
  reach: ManagementReach,
  closed: StoredAuthority,
  successor: StoredAuthority | null,
): Promise<void> {
  const below = await em.find(StoredAuthority, { parentAuthorityId: closed.id, closedOn: null })
  if (below.length > 0 && successor === null) throw othersBelow(below.length)
  for (const child of below) {
    const before = draftOf(child)
    // A successor that stands under the closed one takes its place in the tree.
    child.parentAuthorityId = (child.id === successor?.id ? closed.parentAuthorityId : successor?.id) ?? null
    tellOfAuthority(em, 'AuthorityChanged', child, new Date())
    await audit(em, reach, 'CHANGED', child.id, before, draftOf(child))
  }
}

/** One change of the tree at a time: two that are fit alone may close a circle together. */
async function inTree<Result>(
  { em }: RegionContext,
  change: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  return em.transactional(async (inner) => {
    await lockAuthorities(inner)
    return change(inner)
  })
}

export async function lockAuthorities(em: EntityManager): Promise<void> {
  await em.execute(`SELECT pg_advisory_xact_lock(hashtextextended('andon region authorities', 0))`)
}

async function afterwards(context: RegionContext, regionCode: string | null): Promise<void> {
  context.authorities.byId.clearAll()
  await closeGaps(context, await context.rules.refresh(context.em), regionCode ?? '000000')
}

function readDraft(input: AuthorityInput): AuthorityDraft {
  const { kind, level, regionCode, parentAuthorityId, objectionAuthorityId, contacts, toConfirm } = input
  return {
    kind,
    name: input.name.trim(),
    level,
    regionCode: regionCode ?? null,
    parentAuthorityId: parentAuthorityId?.toLowerCase() ?? null,
    objectionAuthorityId: objectionAuthorityId?.toLowerCase() ?? null,
    contacts: contacts.map(({ kind: contactKind, value }) => ({ kind: contactKind, value: value.trim() })),
    toConfirm,
  }
}

async function requireFit(
  context: RegionContext,
  em: EntityManager,
  id: string,
  draft: AuthorityDraft,
): Promise<void> {
  const others = await em.find(StoredAuthority, {})
  const plan = new Map(
    others.map((other) => [other.id, other as AuthorityDraft & { closedOn?: string | null }]),
  )
  const taken = takenPlaces(plan)
  plan.set(id, draft)
  const problems = [
    ...checkDraft(draft, context.divisions().tree),
    ...checkAmong(id, draft, plan, taken),
    ...checkCircles(id, plan),
  ]
  const [first] = problems
  if (first === undefined) return
  throw new AndonError('BAD_USER_INPUT', asSentence(first.message), {
    inputPath: `input.${first.field}`,
    details: {
      problems: problems.map(({ field, message }) => ({
        inputPath: `input.${field}`,
        message: message[context.language],
      })),
    },
  })
}

function asSentence({ zh, en }: Message): Message {
  return { zh: `${zh}。`, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.` }
}

async function requireOpen(em: EntityManager, reach: ManagementReach, id: string): Promise<StoredAuthority> {
  const known = isUuid(id) ? await em.findOne(StoredAuthority, { id }) : null
  if (known === null) throw noSuchAuthority('id')
  requireWithin(reach, known.regionCode ?? null)
  if (known.closedOn != null)
    throw new AndonError('CONFLICT', { zh: '该机关已停用。', en: 'The authority is closed.' })
  return known
}

async function requireSuccessor(
  em: EntityManager,
  closed: StoredAuthority,
  successorId: string,
): Promise<StoredAuthority> {
  const successor = isUuid(successorId)
    ? await em.findOne(StoredAuthority, { id: successorId, closedOn: null })
    : null
  if (successor === null || successor.id === closed.id) throw noSuchAuthority('successorId')
  return successor
}

export function noSuchAuthority(inputPath: string): AndonError {
  return new AndonError(
    'NOT_FOUND',
    { zh: '没有这个机关。', en: 'There is no such authority.' },
    { inputPath },
  )
}

function changedMeanwhile(): AndonError {
  return new AndonError(
    'CONFLICT',
    { zh: '该机关已被他人修改，请刷新后再改。', en: 'Somebody else has changed the authority: reload it.' },
    { inputPath: 'version' },
  )
}

function othersBelow(count: number): AndonError {
  return new AndonError(
    'CONFLICT',
    {
      zh: `该机关还有 ${String(count)} 个下级机关，请指定承接机关。`,
      en: `${String(count)} authorities stand under it: name a successor.`,
    },
    { inputPath: 'successorId' },
  )
}

async function audit(
  em: EntityManager,
  { staff }: ManagementReach,
  action: 'REGISTERED' | 'CHANGED' | 'CLOSED',
  thingId: string,
  before: object | null,
  after: object,
): Promise<void> {
  await recordChanges(em, staff.subject, [{ thing: 'AUTHORITY', thingId, action, before, after }])
}
