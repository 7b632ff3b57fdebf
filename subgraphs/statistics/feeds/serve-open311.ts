import type { EntityManager } from '@mikro-orm/postgresql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type SignedViewer } from '../../../platform/viewer/viewer.js'
import { dayInChina } from '../../shared/day.js'
import { industriesInScope, MatterType, otherIndustries } from '../../shared/dictionary/matter.js'
import { covers, prefixOf, reachOf, requireRegionCode } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import { refusalOf, viewerOf } from '../door.js'
import { matterNames } from './names.js'
import {
  QueryRefused,
  readRequestQuery,
  toDefinition,
  toDiscovery,
  toErrors,
  toRequests,
  toServices,
  type Answer,
  type Format,
  type RequestQuery,
  type Service,
  type ServiceRequest,
} from './open311.js'
import type { FeedMeans } from './serve-feeds.js'
import { xmlDocument } from './xml.js'

const root = '/feeds/open311/v2'
/** The day the services were last changed. */
const changedOn = '2026-11-22'

const industryNames: Readonly<Record<string, string>> = { ...industriesInScope, ...otherIndustries }
const matters = Object.values(MatterType).map((code) => ({ code, name: matterNames[code] }))
const services: readonly Service[] = Object.entries(industryNames).map(([industryCode, name]) => ({
  industryCode,
  name,
  matters,
}))

type Params = { file: string }
type Given = Readonly<Record<string, string | string[] | undefined>>

/** Open311 GeoReport v2, to be read: services for everyone, requests for data platforms within their reach. */
export function serveOpen311(app: FastifyInstance, means: FeedMeans): void {
  const serve = (path: string, answer: (name: string, request: FastifyRequest) => Promise<Answer> | Answer) =>
    app.get<{ Params: Params }>(`${root}/${path}`, async (request, reply) => {
      const { name, format } = splitName(request.params.file)
      try {
        if (format === undefined) throw new AndonError('NOT_FOUND')
        const answered = await answer(name, request)
        return await send(reply, 200, format, answered)
      } catch (error) {
        const [status, message] = reasonOf(request, error, means)
        return send(reply, status, format ?? 'json', toErrors(status, message))
      }
    })
  serve('services/:file', (code) => toDefinition(serviceOf(code)))
  serve('requests/:file', async (id, request) => {
    const found = isUuid(id) ? await oneRequest(means, viewerOf(request, means), id) : undefined
    if (found === undefined) throw new AndonError('NOT_FOUND')
    return toRequests([found])
  })
  serve(':file', async (name, request) => {
    if (name === 'discovery') return toDiscovery(means.publicUrl ?? '', changedOn)
    if (name === 'services') return toServices(services)
    if (name !== 'requests') throw new AndonError('NOT_FOUND')
    const query = readRequestQuery(request.query as Given, dayInChina(means.clock()))
    return toRequests(await manyRequests(means, viewerOf(request, means), query))
  })
}

function splitName(file: string): { name: string; format: Format | undefined } {
  const [, name = '', format] = /^(.+)\.(json|xml)$/.exec(file) ?? []
  return { name, format: format as Format | undefined }
}

function send(reply: FastifyReply, status: number, format: Format, { json, xml }: Answer): FastifyReply {
  const type = format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8'
  const body = format === 'json' ? JSON.stringify(json) : xmlDocument(xml())
  return reply.code(status).headers({ 'content-type': type, 'cache-control': 'no-store' }).send(body)
}

function reasonOf(request: FastifyRequest, error: unknown, { log }: FeedMeans): [number, string] {
  if (error instanceof QueryRefused) return [400, error.message]
  const { status, errors } = refusalOf(request, error, log)
  return [status, errors[0]?.message ?? '']
}

function serviceOf(code: string): Service {
  const found = services.find(({ industryCode }) => industryCode === code)
  if (found === undefined) throw new AndonError('NOT_FOUND')
  return found
}

type Look = { text: string; values: unknown[] }

/**
 * What a data platform may see: the cases of its region, or of its matters, and none that is about an authority above
 * it or itself. A case of which that is not known is not shown.
 */
async function withinReach(
  em: EntityManager,
  { viewer }: SignedViewer,
  regionCode: string | undefined,
): Promise<Look> {
  const reach = await reachOf(em, requireStaff(viewer, 'READ_FEEDS'))
  const within = regionCode ?? reach.regionCode
  if (within === undefined || !covers(reach.regionCode, within)) throw new AndonError('FORBIDDEN')
  return {
    text: `excluded_authority_ids IS NOT NULL AND NOT excluded_authority_ids && ?::uuid[]
      AND region_path[array_upper(region_path, 1)] LIKE ? || '%'`,
    values: [`{${reach.line.join(',')}}`, prefixOf(within)],
  }
}

const columns = `case_id AS "caseId", industry_code AS "industryCode", matter_types AS "matterTypes", channel,
  region_path[array_upper(region_path, 1)] AS "regionCode", coalesce(aside, state) AS state,
  (aside IS NULL AND state <> 'CLOSED') AS "isOpen", opened_on::text AS "openedOn",
  greatest(opened_on, accepted_on, concluded_on)::text AS "changedOn"`

type Row = Omit<ServiceRequest, 'industryName'>

async function oneRequest(
  { orm }: FeedMeans,
  signed: SignedViewer,
  id: string,
): Promise<ServiceRequest | undefined> {
  const em = orm.em.fork()
  const { text, values } = await withinReach(em, signed, undefined)
  const rows = await em.execute<Row[]>(
    `SELECT ${columns} FROM statistics.counted_case WHERE case_id = ? AND ${text}`,
    [id, ...values],
  )
  return rows.map(named)[0]
}

async function manyRequests(
  { orm }: FeedMeans,
  signed: SignedViewer,
  query: RequestQuery,
): Promise<ServiceRequest[]> {
  const { ids, services: wanted, from, to, status, regionCode, page, pageSize } = query
  if (regionCode !== undefined) requireRegionCode(regionCode)
  const em = orm.em.fork()
  const reach = await withinReach(em, signed, regionCode)
  const parts: Look[] = [
    reach,
    // The standard: ids override what else narrows the list.
    ...(ids.length > 0
      ? [{ text: 'case_id = ANY(?::uuid[])', values: [`{${ids.join(',')}}`] }]
      : [
          { text: 'opened_on BETWEEN ? AND ?', values: [from, to] },
          ...(wanted.length > 0
            ? [{ text: 'industry_code = ANY(?)', values: [`{${wanted.join(',')}}`] }]
            : []),
          ...(status === undefined
            ? []
            : [{ text: `(aside IS NULL AND state <> 'CLOSED') = ?`, values: [status === 'open'] }]),
        ]),
  ]
  const rows = await em.execute<Row[]>(
    `SELECT ${columns} FROM statistics.counted_case WHERE ${parts.map(({ text }) => text).join(' AND ')}
     ORDER BY opened_on DESC, case_id LIMIT ? OFFSET ?`,
    [...parts.flatMap(({ values }) => values), pageSize, (page - 1) * pageSize],
  )
  return rows.map(named)
}

function named(row: Row): ServiceRequest {
  return { ...row, industryName: industryNames[row.industryCode] ?? row.industryCode }
}
