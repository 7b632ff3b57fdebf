import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import type { KeyObject } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import type { CitizenViewer, Viewer } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { StoredReport } from '../intake/report.entity.js'
import type { ReportLoader } from '../intake/report.service.js'
import type { Report } from '../intake/report.type.js'
import { isUuid } from '../../shared/uuid.js'
import { signSession, type SignedSession } from '../session.js'
import { StoredCitizen } from './citizen.entity.js'
import type { CitizenAccount } from './citizen.type.js'

const sessionMinutes = 60
/** After this WeChat is asked again: a session that leaked cannot be renewed for ever. */
const renewableForMs = 12 * 3_600_000

/** @throws AndonError UNAUTHENTICATED for anybody who has not signed in as a citizen */
export function requireCitizen(viewer: Viewer): CitizenViewer {
  if (viewer.kind === 'CITIZEN') return viewer
  throw notSignedIn()
}

export function signCitizenSession(key: KeyObject, citizenId: string): Promise<SignedSession> {
  return signSession(key, { kind: 'citizen', subject: citizenId, minutes: sessionMinutes })
}

export type RenewCitizenSession = (em: EntityManager, viewer: Viewer) => Promise<SignedSession>

/** Another hour for a session that has not ended, up to twelve hours after the sign-in itself. */
export function createRenewCitizenSession(key: KeyObject): RenewCitizenSession {
  return async (em, viewer) => {
    const { citizenId } = requireCitizen(viewer)
    const citizen = await em.findOne(StoredCitizen, { id: citizenId })
    const since = Date.now() - renewableForMs
    if (citizen === null || citizen.signedInAt.getTime() < since) throw notSignedIn()
    return signCitizenSession(key, citizenId)
  }
}

/** @throws AndonError UNAUTHENTICATED where nobody is signed in, or the account is gone */
export async function myAccount(em: EntityManager, viewer: Viewer): Promise<CitizenAccount> {
  const { citizenId } = requireCitizen(viewer)
  const citizen = await em.findOne(StoredCitizen, { id: citizenId })
  if (citizen === null) throw notSignedIn()
  return { registeredAt: citizen.registeredAt, phoneBoundAt: citizen.phoneBoundAt ?? null }
}

/**
 * A page of what the citizen has reported while signed in, newest first.
 *
 * @throws AndonError UNAUTHENTICATED for anybody else, BAD_USER_INPUT for a wrong page
 */
export async function pageOfOwnReports(
  em: EntityManager,
  viewer: Viewer,
  reports: ReportLoader,
  page: { first: number; after?: string | null },
): Promise<Connection<Report>> {
  const { citizenId } = requireCitizen(viewer)
  const request = readPageRequest(page.first, page.after)
  const conditions: FilterQuery<StoredReport>[] = [{ citizenId }]
  if (request.afterId !== undefined) conditions.push(await after(em, request.afterId, citizenId))
  const rows = await em.find(
    StoredReport,
    { $and: conditions },
    { fields: ['id'], orderBy: { submittedAt: 'desc', id: 'desc' }, limit: request.first + 1 },
  )
  const loaded = await Promise.all(rows.map(({ id }) => reports.load(id)))
  return toConnection(
    loaded.filter((report) => report !== null),
    request,
  )
}

/**
 * Whether a citizen made a report while signed in: for the case subgraph, before it takes a step of the reporter.
 * Events say nothing of accounts, so that nobody who reads them links two reports of one person.
 *
 * @throws AndonError FORBIDDEN for everybody else
 */
export async function ownsReport(
  em: EntityManager,
  viewer: Viewer,
  { citizenId, reportId: id }: { citizenId: string; reportId: string },
): Promise<boolean> {
  if (viewer.kind !== 'SERVICE' || viewer.service !== 'case') throw new AndonError('FORBIDDEN')
  return isUuid(citizenId) && isUuid(id) && (await em.count(StoredReport, { id, citizenId })) === 1
}

/** A cursor of somebody else's list is as unknown as one never given out. */
async function after(em: EntityManager, id: string, citizenId: string): Promise<FilterQuery<StoredReport>> {
  const last = await em.findOne(StoredReport, { id, citizenId })
  if (last === null) throw unknownCursor()
  return {
    $or: [{ submittedAt: { $lt: last.submittedAt } }, { submittedAt: last.submittedAt, id: { $lt: id } }],
  }
}

function notSignedIn(): AndonError {
  return new AndonError('UNAUTHENTICATED', { zh: '请先登录。', en: 'Sign in first.' })
}
