import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import type { Clock } from '../../shared/clock.js'
import { CaseOutcome } from '../../shared/dictionary/loop.js'
import type { EventDraft, EventName } from '../../shared/events/catalogue.js'
import { recordAudit } from '../../shared/audit/record.js'
import { stepAction, type CaseAuditAction } from '../audit-actions.js'
import { moveDeadlines, type DueOn } from '../deadlines/step-deadlines.js'
import { continueForPlatform } from '../desk/row-security.js'
import { isUuid } from '../../shared/uuid.js'
import { CaseReport } from './case-report.entity.js'
import { CaseState } from './case-state.js'
import { StoredCaseStep } from './case-step.entity.js'
import { StoredCase } from './case.entity.js'
import { openMoves, type Aim, type Move } from './moves.js'
import { StoredProceeding, toPositioned } from './proceeding.entity.js'
import { actorOf, requireAnother, requireStanding, stepsFor, type Actor } from './step-actor.js'
import { beginProceedings, recordHistory } from './step-effects.js'
import { namedNone, noSuchCase, notFromHere, somebodyWasFaster } from './step-errors.js'
import { recordStepEvent } from './step-events.js'
import { ruleOf, type DecisionOf, type EventOf, type Verb } from './table/state-table.js'
import type { CaseStateName } from './table/step-rule.js'

/** Who works on cases, and with what; a request's context is one. */
export type CaseDesk = { em: EntityManager; viewer: Viewer; clock: Clock }

export type StepRequest<V extends Verb> = Aim & {
  verb: V
  /** Of staff and the platform; a reporter’s case is the one of the report. */
  caseId: string
  /** The version the officer looked at; a later one is a CONFLICT. */
  expectedVersion?: number | null
}

/** What a step finds when it is its turn; the case is locked until the end of the transaction. */
export type Scene = {
  em: EntityManager
  now: Date
  actor: Actor
  stored: StoredCase
  /** Those handled in it; a step that brings others back puts them here, so that its event names them. */
  reports: readonly CaseReport[]
  proceedings: readonly StoredProceeding[]
  /** The one it is about, or begins; the first where it moves several. */
  proceedingId: string
}

type CommonKey = keyof EventDraft<'CaseSupplementRequested'>
type FactsOf<Name extends EventName> = Omit<EventDraft<Name>, CommonKey | 'reportId'> & { reportId?: string }

/** What a step tells the engine when its own work is done. */
export type StepResult<V extends Verb> = {
  decision?: DecisionOf<V>
  /** What its event tells beside what every step tells. */
  facts?: FactsOf<EventOf<V>>
  /** Last days that were set by the step itself, such as that of a supervision order. */
  dueOn?: DueOn
  /** Codes and ids for the audit chain, and the reason, which is sealed there. */
  audit?: { facts?: Record<string, string | number | boolean | null>; reason?: string | null }
}

/**
 * Takes one step of the table: permission, reach and standing, the state, the step's own work, history, audit and
 * event, all in one transaction and under the lock of the case.
 *
 * @param apply the step's own work; rules that need the case are checked here, and throw
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN without the permission or the standing or where another person is
 *   wanted, NOT_FOUND for a case out of reach as for none, CONFLICT with `allowed` where the table has no such step
 *   from here or somebody was faster
 */
export async function takeStep<V extends Verb>(
  desk: CaseDesk,
  request: StepRequest<V>,
  apply: (scene: Scene) => Promise<StepResult<V>> | StepResult<V>,
): Promise<StoredCase> {
  const actor = actorOf(desk.viewer, request.verb)
  return step(desk.em, desk.clock(), actor, request, apply)
}

/** A step of the platform itself, such as at the end of a term; inside a transaction it becomes part of that. */
export async function takeSystemStep<V extends Verb>(
  { em, clock }: Omit<CaseDesk, 'viewer'>,
  request: StepRequest<V>,
  apply: (scene: Scene) => Promise<StepResult<V>> | StepResult<V>,
): Promise<StoredCase> {
  return step(em, clock(), { kind: 'SYSTEM' }, request, apply)
}

async function step<V extends Verb>(
  outer: EntityManager,
  now: Date,
  actor: Actor,
  request: StepRequest<V>,
  apply: (scene: Scene) => Promise<StepResult<V>> | StepResult<V>,
): Promise<StoredCase> {
  return outer.transactional(async (em) => {
    if (actor.kind === 'SYSTEM') await continueForPlatform(em)
    const { stored, reports, proceedings, open } = await lookUp(em, actor, request)
    if (actor.kind !== 'SYSTEM') await continueForPlatform(em)
    const begun = open.some(({ begins }) => begins) ? begin(em, request, stored, now) : undefined
    const proceedingId = begun?.id ?? open[0]?.proceedingIds[0] ?? ''
    const scene: Scene = { em, now, actor, stored, reports, proceedings, proceedingId }
    const result = await apply(scene)
    const decided = open.find(({ move }) => move.decision === result.decision)
    if (decided === undefined) throw notFromHere(request.verb, stored.state, [])
    const moved =
      begun === undefined ? proceedings.filter(({ id }) => decided.proceedingIds.includes(id)) : [begun]
    await finish(scene, request.verb, { move: decided.move, moved, result })
    return stored
  })
}

/** The case under its lock, if this actor may take the step from where it stands. */
async function lookUp(em: EntityManager, actor: Actor, request: StepRequest<Verb>) {
  const { caseId, verb, expectedVersion } = request
  if (!isUuid(caseId)) throw noSuchCase()
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const stored = await em.findOne(StoredCase, { id: caseId }, { lockMode, refresh: true })
  if (stored === null) throw noSuchCase()
  const reports = await em.find(CaseReport, { caseId }, { orderBy: { reportId: 'asc' }, refresh: true })
  const proceedings = await em.find(
    StoredProceeding,
    { caseId },
    { orderBy: { begunAt: 'asc' }, refresh: true },
  )
  const stand = await requireStanding(em, actor, verb, stored, reports)
  const position = { state: stored.state, proceedings: proceedings.map(toPositioned) }
  const allowed = () => stepsFor(actor, stand, stored, position)
  if (expectedVersion != null && expectedVersion !== stored.version) {
    const [last] = await em.find(StoredCaseStep, { caseId }, { orderBy: { version: 'desc' }, limit: 1 })
    throw somebodyWasFaster(last?.verb, allowed())
  }
  const aim = actor.kind === 'REPORTER' ? { ...request, reportId: reporterAim(actor, verb) } : request
  const open = openMoves(verb, position, aim)
  if (open.length === 0) throw notFromHere(verb, stored.state, allowed())
  if (!movesAll(verb) && open.some(({ proceedingIds }) => proceedingIds.length > 1)) throw namedNone()
  await requireAnother(em, actor, verb, stored, open)
  return { stored, reports, proceedings, open }
}

/** A reporter moves what runs for the own report; the reward of a case runs for all. */
function reporterAim(actor: Extract<Actor, { kind: 'REPORTER' }>, verb: Verb): string | null {
  return ruleOf(verb).machine === 'REWARD' ? null : actor.reportId
}

function movesAll(verb: Verb): boolean {
  const rule = ruleOf(verb)
  return rule.machine !== 'CASE' && rule.all === true
}

function begin(
  em: EntityManager,
  request: StepRequest<Verb>,
  stored: StoredCase,
  now: Date,
): StoredProceeding {
  const rule = ruleOf(request.verb)
  if (rule.machine === 'CASE') throw new Error(`${request.verb} begins no proceeding`)
  const begun = em.create(StoredProceeding, {
    id: randomUUID(),
    caseId: stored.id,
    machine: rule.machine,
    state: 'NONE',
    reportId: request.reportId ?? null,
    begunAt: now,
    changedAt: now,
  })
  em.persist(begun)
  return begun
}

async function finish<V extends Verb>(
  scene: Scene,
  verb: V,
  { move, moved, result }: { move: Move; moved: StoredProceeding[]; result: StepResult<V> },
): Promise<void> {
  const { stored, now } = scene
  const [only, ...others] = moved
  const single = others.length === 0 ? only : undefined
  const from = single?.state ?? stored.state
  const version = stored.version
  moveCase(stored, ruleOf(verb).machine === 'CASE' ? move.to : move.caseTo, move)
  stored.changedAt = now
  stored.version += 1
  for (const proceeding of moved) Object.assign(proceeding, { state: move.to, changedAt: now })
  const begun = beginProceedings(scene, move.begins ?? [])
  const deadlinesMet = await moveDeadlines(scene, move, { moved, begun, dueOn: result.dueOn ?? {} })
  stored.supervised = [...scene.proceedings, ...moved].some(isOpenSupervision)
  const to = single?.state ?? stored.state
  recordHistory(scene, { verb, version, from, to, proceeding: single, decision: result.decision })
  recordStepEvent(scene, move, { moved, deadlinesMet, facts: result.facts ?? {} })
  await recordAudit<CaseAuditAction>(scene.em, {
    actor: scene.actor.kind === 'SYSTEM' ? 'SYSTEM' : scene.actor,
    action: stepAction(verb),
    thing: { kind: 'CASE', id: stored.id },
    facts: { from, to, version, decision: result.decision ?? null, ...result.audit?.facts },
    reason: result.audit?.reason ?? null,
  })
  await scene.em.flush()
}

function moveCase(stored: StoredCase, to: string | undefined, { outcome }: Move): void {
  if (to !== undefined && to !== 'SAME') stored.state = CaseState[to as CaseStateName]
  if (outcome !== undefined) stored.outcome = outcome === null ? null : CaseOutcome[outcome]
}

function isOpenSupervision({ machine, state }: StoredProceeding): boolean {
  return machine === 'SUPERVISION' && state !== 'RELEASED'
}
