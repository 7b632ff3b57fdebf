import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { createHash, randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { dayInChina } from '../../shared/day.js'
import { recordChanges } from '../audit/audit.service.js'
import { requireManager, requireWithin, type ManagementReach } from '../authority/management-reach.js'
import type { RegionContext } from '../context.js'
import { DivisionTree } from '../division/division-tree.js'
import { divisionsChannel, type Divisions } from '../division/divisions.js'
import { storeDivisions, storeNewDepartments } from '../seed.js'
import { readDivisionTable } from './division-table.js'
import { recordMapChangeEvents } from './map-change.events.js'
import { StoredMapChange } from './map-change.entity.js'
import { storeMapChangeHistory } from './map-change.history.js'
import { applyPlan, decide, planMapChange, type Decision, type MapChangeEntry } from './map-change.rules.js'

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export type MapChangeInput = Readonly<{ csv: string; effectiveOn: Date; source: string }>

/**
 * What a list would change, kept so that exactly this can be applied. Nothing of the map changes.
 *
 * @throws AndonError BAD_USER_INPUT naming the row and column of the first thing wrong with the file
 */
export async function previewMapChange(
  context: RegionContext,
  input: MapChangeInput,
): Promise<StoredMapChange> {
  const reach = await requireManager(context)
  const known = context.divisions()
  const effectiveOn = requireNewDay(known, input.effectiveOn)
  const source = input.source.trim()
  if (source === '' || source.length > 200)
    throw badInput('source', '请填写名单来源，不超过 200 字。', 'Name the source.')
  const plan = planMapChange(known.tree, readDivisionTable(input.csv, known.tree))
  requireReach(reach, plan.entries)
  const touched = plan.entries.filter(({ kind }) => kind !== 'ESTABLISHED').map(({ code }) => code)
  const { em } = context
  const preview = em.create(StoredMapChange, {
    id: randomUUID(),
    baseChecksum: known.checksum,
    effectiveOn,
    source,
    plan,
    authoritiesAffected: await countAuthorities(em, touched),
    previewedBy: reach.staff.subject,
    previewedAt: new Date(),
  })
  em.persist(preview)
  await em.flush()
  return preview
}

/**
 * Makes a previewed list the one in force, with its events, in one transaction. Asked again it answers the same.
 *
 * @throws AndonError NOT_FOUND for an unknown preview, CONFLICT where the list in force is not the one it was compared
 *   with, BAD_USER_INPUT where a decision is missing or names a division there will not be
 */
export async function applyMapChange(
  context: RegionContext,
  previewId: string,
  decisions: readonly Decision[],
): Promise<StoredMapChange> {
  const reach = await requireManager(context)
  const known = context.divisions()
  return context.em.transactional(async (tx) => {
    await tx.execute(`SELECT pg_advisory_xact_lock(hashtextextended('andon region seed', 0))`)
    const change = uuid.test(previewId)
      ? await tx.findOne(
          StoredMapChange,
          { id: previewId.toLowerCase() },
          { lockMode: LockMode.PESSIMISTIC_WRITE },
        )
      : null
    if (change === null) throw new AndonError('NOT_FOUND', undefined, { inputPath: 'previewId' })
    if (change.appliedAt) return change
    await requireSameEdition(tx, change, known)
    const { entries, undecided } = decide(change.plan, decisions)
    const [missing] = undecided
    if (missing !== undefined) throw undecidedError(missing, undecided.length)
    const records = applyPlan(known.tree, change.plan.records, entries)
    requireSuccessors(new Set(records.map(({ code }) => code)), entries)
    requireReach(reach, entries)
    const tree = new DivisionTree(records)
    await carryOut(tx, { change, entries, tree, known })
    const { subject } = reach.staff
    Object.assign(change, { decisions: [...decisions], appliedBy: subject, appliedAt: new Date() })
    await tx.flush()
    const after = { effectiveOn: change.effectiveOn, source: change.source, changes: entries.length }
    await recordChanges(tx, subject, [
      { thing: 'DIVISION_LIST', thingId: change.id, action: 'IMPORTED', before: null, after },
    ])
    return change
  })
}

async function carryOut(
  tx: EntityManager,
  made: { change: StoredMapChange; entries: MapChangeEntry[]; tree: DivisionTree; known: Divisions },
): Promise<void> {
  const { change, entries, tree, known } = made
  await storeDivisions(tx, tree)
  await storeMapChangeHistory(tx, { ...made, lastDay: known.history.lastList('DIVISION')?.day ?? '' })
  const established = entries.filter(({ kind }) => kind === 'ESTABLISHED').map(({ code }) => code)
  await storeNewDepartments(tx, tree, new Set(established))
  recordMapChangeEvents(tx, tree, change.effectiveOn, entries)
  const checksum = createHash('sha256').update(change.baseChecksum).update(change.id).digest('hex')
  await tx.execute('UPDATE region.division_edition SET checksum = ? WHERE id = 1', [checksum])
  await tx.execute(`SELECT pg_notify('${divisionsChannel}', '')`)
}

/** Whoever manages a province changes its map and no other; so do successors lie within reach. */
function requireReach(reach: ManagementReach, entries: readonly MapChangeEntry[]): void {
  for (const { code, replacedBy } of entries)
    for (const touched of [code, ...replacedBy]) requireWithin(reach, touched)
}

/** The stored edition must be the previewed one, and this process must have read it. */
async function requireSameEdition(
  tx: EntityManager,
  change: StoredMapChange,
  known: Divisions,
): Promise<void> {
  const [edition] = await tx.execute<{ checksum: string }[]>('SELECT checksum FROM region.division_edition')
  if (edition?.checksum === change.baseChecksum && known.checksum === change.baseChecksum) return
  throw new AndonError('CONFLICT', {
    zh: '预览之后区划名单已有变动，请重新预览。',
    en: 'The list has changed since the preview: preview it again.',
  })
}

function requireSuccessors(codes: ReadonlySet<string>, entries: readonly MapChangeEntry[]): void {
  for (const { code, replacedBy } of entries)
    for (const successor of replacedBy)
      if (!codes.has(successor) || successor === code)
        throw badInput('decisions', `没有可接续 ${code} 的区划。`, `A successor of ${code} is no division.`)
}

function undecidedError(code: string, count: number): AndonError {
  return badInput(
    'decisions',
    `有 ${String(count)} 个撤销的区划尚未说明由谁接续，如 ${code}。`,
    `${String(count)} abolished divisions wait for a decision, ${code} among them.`,
  )
}

function requireNewDay({ history }: Divisions, moment: Date): string {
  const day = dayInChina(moment)
  const last = history.lastList('DIVISION')?.day ?? ''
  if (day > last && day <= dayInChina(new Date())) return day
  throw badInput(
    'effectiveOn',
    `生效日期应晚于现有名单（${last}），且不晚于今天。`,
    `The day must be after the list in force (${last}) and not to come.`,
  )
}

async function countAuthorities(em: EntityManager, codes: readonly string[]): Promise<number> {
  const [row] = await em.execute<{ count: string }[]>(
    'SELECT count(*) FROM region.authority WHERE region_code IN (SELECT jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(codes)],
  )
  return Number(row?.count ?? 0)
}

function badInput(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
