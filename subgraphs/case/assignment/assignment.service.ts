import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { AssignmentMode } from '../../shared/dictionary/loop.js'
import { CaseState } from '../loop/case-state.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'
import type { CaseTexts } from '../texts/case-texts.js'
import { requireText } from '../texts/required-text.js'
import { assignmentReason } from './assignment.entity.js'
import type { CaseOfficerInput } from './case-officer.type.js'
import { StoredCoHandler } from './co-handler.entity.js'
import { handOver, isEnforcement } from './hand-over.js'
import { requireOfficers } from './named-officers.js'
import { requireReceiver } from './receiving-authority.js'

type OfCase = { caseId: string; expectedVersion: number | null }

export type Assigning = OfCase & {
  mode: AssignmentMode
  /** Of the authority below, where it is given to one. */
  authorityId: string | null
  office: string | null
  officers: readonly CaseOfficerInput[]
}

/**
 * Gives a case to who verifies it: 自办 the own authority, 分办 one of its offices, 交办 an authority below. An authority
 * above that names itself takes the case up 提级. While it is verified only the people change.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT for who may not be given it
 */
export async function assignCase(desk: CaseDesk, asked: Assigning): Promise<Case> {
  const { caseId, expectedVersion, mode } = asked
  const assigned = await takeStep(desk, { verb: 'assignCase', caseId, expectedVersion }, async (scene) => {
    const verify = scene.stored.state === CaseState.VERIFYING || scene.stored.state === CaseState.REEXAMINING
    const to = await whoHandles(scene, asked, verify)
    const office = mode === AssignmentMode.OFFICE ? requireOffice(asked.office) : null
    requireTeam(scene, asked, verify)
    await handOver(scene, { mode, to, office, officers: asked.officers, verify })
    return { facts: { mode }, audit: { facts: { mode, authorityId: to } } }
  })
  return toCaseType(assigned)
}

async function whoHandles(
  { em, stored, actor, now }: Scene,
  { mode, authorityId }: Assigning,
  isUnderWay: boolean,
): Promise<string> {
  const own = seatOf(actor).authorityId
  if (mode === AssignmentMode.TRANSFER)
    throw badInput('mode', '转办请用 transferCase。', 'A transfer is another step: transferCase.')
  const isBelow = mode === AssignmentMode.SUBORDINATE
  if (isBelow && isUnderWay)
    throw badInput('mode', '核查开始后不再交办。', 'While it is verified it is not handed down.')
  const at = { authorityId: isBelow ? authorityId : own, at: now, inputPath: 'authorityId' }
  const [to = '', ...above] = await requireReceiver(em, stored, at)
  if (isBelow && !above.includes(own))
    throw badInput('authorityId', '只能交办给下级机关。', 'It is handed down to an authority below only.')
  return to
}

/** Two officers at least look at it; who gets it from above names its own. */
function requireTeam({ stored }: Scene, { mode, officers }: Assigning, isUnderWay: boolean): void {
  const inputPath = 'officers'
  const accounts = officers.map(({ account }) => account)
  if (mode === AssignmentMode.SUBORDINATE && accounts.length > 0)
    throw badInput(inputPath, '交办时由承办机关指定人员。', 'The authority below names its own officers.')
  const least = mode === AssignmentMode.SUBORDINATE ? 0 : mode === AssignmentMode.OFFICE ? 2 : 1
  requireOfficers(stored, accounts, { least, inputPath })
  if (isUnderWay && officers.filter(({ role }) => isEnforcement(role)).length < 2)
    throw badInput(inputPath, '核查应有两名以上执法人员。', 'Two officers at least verify it.')
}

/**
 * Hands a case to another authority 转办, with the reason; it is that one's to assign, or to screen.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT
 */
export async function transferCase(
  desk: CaseDesk & { texts: CaseTexts },
  { caseId, expectedVersion, ...asked }: OfCase & { authorityId: string; reason: string },
): Promise<Case> {
  const transferred = await takeStep(
    desk,
    { verb: 'transferCase', caseId, expectedVersion },
    async (scene) => {
      const { em, stored, now } = scene
      const reason = requireText(asked.reason, 'reason', { min: 5 })
      const at = { authorityId: asked.authorityId, at: now, inputPath: 'authorityId' }
      const [to = ''] = await requireReceiver(em, stored, at)
      if (to === stored.authorityId)
        throw badInput('authorityId', '案件已由该机关办理。', 'The case is with this authority already.')
      const id = randomUUID()
      const sealedReason = await desk.texts.seal(em, caseId, { ...assignmentReason, rowId: id }, reason)
      const mode = AssignmentMode.TRANSFER
      await handOver(scene, { id, mode, to, office: null, officers: [], sealedReason })
      return { facts: { mode }, audit: { facts: { mode, authorityId: to }, reason } }
    },
  )
  return toCaseType(transferred)
}

/**
 * Lets another authority, or an office, help with a case 协办; an authority sees it from then on.
 *
 * @throws AndonError as every step, BAD_USER_INPUT, and CONFLICT where it helps already
 */
export async function addCoHandler(
  desk: CaseDesk,
  { caseId, expectedVersion, ...asked }: OfCase & { authorityId: string; office: string | null },
): Promise<Case> {
  const helped = await takeStep(desk, { verb: 'addCoHandler', caseId, expectedVersion }, async (scene) => {
    const { em, stored, actor, now } = scene
    const office = asked.office === null ? null : requireOffice(asked.office)
    const at = { authorityId: asked.authorityId, at: now, inputPath: 'authorityId' }
    const [authorityId = ''] = await requireReceiver(em, stored, at)
    const isOwn = authorityId === stored.authorityId
    if (isOwn && office === null)
      throw badInput('office', '请填写协办处室。', 'Say which office of the authority helps.')
    if ((await em.count(StoredCoHandler, { caseId, authorityId, office })) > 0) throw helpsAlready()
    const row = {
      id: randomUUID(),
      caseId,
      authorityId,
      office,
      addedBy: seatOf(actor).subject,
      addedAt: now,
    }
    em.persist(em.create(StoredCoHandler, row))
    const helpers = new Set([...stored.coHandlingAuthorityIds, ...(isOwn ? [] : [authorityId])])
    stored.coHandlingAuthorityIds = [...helpers]
    return { audit: { facts: { authorityId } } }
  })
  return toCaseType(helped)
}

function requireOffice(office: string | null): string {
  return requireText(office ?? '', 'office', { min: 2, max: 100 })
}

function helpsAlready(): AndonError {
  return new AndonError(
    'CONFLICT',
    { zh: '该机关或处室已在协办。', en: 'It helps with the case already.' },
    { inputPath: 'authorityId' },
  )
}

function badInput(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
