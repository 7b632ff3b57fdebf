import type { MatterType } from '../../shared/dictionary/matter.js'
import { addDays, type Day } from '../../shared/day.js'
import { element, list, type Xml } from './xml.js'

/** A service of Open311 GeoReport v2 is an industry; the kinds of matter go along as an attribute and keywords. */
export type Service = { industryCode: string; name: string; matters: { code: MatterType; name: string }[] }

/** What the feed tells of a case: days, codes and the county. No facts, no unit, no address, no reporter. */
export type ServiceRequest = {
  caseId: string
  industryCode: string
  industryName: string
  matterTypes: readonly string[]
  channel: string
  regionCode: string
  state: string
  isOpen: boolean
  openedOn: Day
  changedOn: Day
}

export type Format = 'json' | 'xml'

/** An answer in both formats of the standard: `json` as it is, `xml` by its element names. */
export type Answer = { json: unknown; xml: () => Xml }

export function toDiscovery(base: string, changedOn: Day): Answer {
  const json = {
    changeset: momentOf(changedOn),
    contact: '安灯 · 安全生产举报平台的运行单位',
    key_service: '请向运行单位申请“数据平台”账号，以 OAuth 2.0 访问令牌（Authorization: Bearer）读取。',
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${base}/feeds/open311/v2`,
        changeset: momentOf(changedOn),
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
  const xml = () =>
    element('discovery', {
      ...json,
      endpoints: list(
        json.endpoints.map(({ formats, ...endpoint }) =>
          element('endpoint', {
            ...endpoint,
            formats: list(formats.map((format) => element('format', format))),
          }),
        ),
      ),
    })
  return { json, xml }
}

export function toServices(services: readonly Service[]): Answer {
  const json = services.map(({ industryCode, name, matters }) => ({
    service_code: industryCode,
    service_name: name,
    description: `${name}的安全生产举报。此处只供读取，举报请使用举报页面或小程序。`,
    metadata: true,
    // Nothing can be followed by the answer to a POST, as none is taken.
    type: 'blackbox',
    keywords: matters.map(({ name: matter }) => matter).join(','),
    group: '安全生产举报',
  }))
  return { json, xml: () => element('services', list(json.map((one) => element('service', one)))) }
}

export function toDefinition({ industryCode, matters }: Service): Answer {
  const attribute = {
    variable: true,
    code: 'matter_types',
    datatype: 'multivaluelist',
    required: true,
    datatype_description: '举报事项类别，可多选',
    order: 1,
    description: '举报事项类别',
  }
  const values = matters.map(({ code, name }) => ({ key: code, name }))
  const json = { service_code: industryCode, attributes: [{ ...attribute, values }] }
  const xml = () =>
    element('service_definition', {
      service_code: industryCode,
      attributes: list([
        element('attribute', { ...attribute, values: list(values.map((one) => element('value', one))) }),
      ]),
    })
  return { json, xml }
}

export function toRequests(requests: readonly ServiceRequest[]): Answer {
  const json = requests.map(toRequest)
  const xml = () =>
    element(
      'service_requests',
      list(
        json.map(({ extended_attributes: extended, ...request }) =>
          element('request', {
            ...request,
            extended_attributes: {
              ...extended,
              matter_types: list(extended.matter_types.map((matter) => element('matter_type', matter))),
            },
          }),
        ),
      ),
    )
  return { json, xml }
}

/**
 * Moments are those at which the day began in China: when somebody reported is not told more exactly. What the
 * standard allows to be null and could lead to a person or a unit is null.
 */
function toRequest(request: ServiceRequest) {
  return {
    service_request_id: request.caseId,
    status: request.isOpen ? 'open' : 'closed',
    status_notes: null,
    service_name: request.industryName,
    service_code: request.industryCode,
    description: null,
    agency_responsible: null,
    service_notice: null,
    requested_datetime: momentOf(request.openedOn),
    updated_datetime: momentOf(request.changedOn),
    expected_datetime: null,
    address: null,
    address_id: request.regionCode,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
    extended_attributes: {
      region_code: request.regionCode,
      matter_types: [...request.matterTypes],
      channel: request.channel,
      state: request.state,
    },
  }
}

/** The errors of the standard: a list, in the format that was asked for. */
export function toErrors(code: number, description: string): Answer {
  const json = [{ code, description }]
  return { json, xml: () => element('errors', list(json.map((one) => element('error', one)))) }
}

function momentOf(day: Day): string {
  return `${day}T00:00:00+08:00`
}

/** What may narrow a list of requests, as the standard names it. */
export type RequestQuery = {
  ids: string[]
  services: string[]
  /** Days in China, inclusive. */
  from: Day
  to: Day
  status: 'open' | 'closed' | undefined
  regionCode: string | undefined
  page: number
  pageSize: number
}

/** The standard: “will only return requests … within 90 days”, and no more than 1,000. */
export const longestDays = 90
export const mostRequests = 1_000

export class QueryRefused extends Error {
  override name = 'QueryRefused'
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** @throws QueryRefused with a sentence in Chinese */
export function readRequestQuery(
  given: Readonly<Record<string, string | string[] | undefined>>,
  today: Day,
): RequestQuery {
  const one = (name: string): string | undefined => {
    const value = given[name]
    if (Array.isArray(value)) throw new QueryRefused(`参数 ${name} 只能出现一次。`)
    return value === undefined || value === '' ? undefined : value
  }
  const many = (name: string): string[] =>
    one(name)
      ?.split(',')
      .map((part) => part.trim()) ?? []
  const ids = many('service_request_id')
  if (ids.length > 100 || ids.some((each) => !id.test(each)))
    throw new QueryRefused('service_request_id 应为案件编号（UUID），以逗号分隔，最多 100 个。')
  const services = many('service_code')
  if (services.length > 50 || services.some((each) => !/^[A-Z_]{1,32}$/.test(each)))
    throw new QueryRefused('service_code 应为行业代码，以逗号分隔。')
  const to = readDay('end_date', one('end_date')) ?? today
  const from = readDay('start_date', one('start_date')) ?? addDays(to, 1 - longestDays)
  if (from > to) throw new QueryRefused('start_date 不能晚于 end_date。')
  if (addDays(from, longestDays) <= to)
    throw new QueryRefused(`一次最多查询 ${String(longestDays)} 天，请分段读取。`)
  const status = one('status')
  if (status !== undefined && status !== 'open' && status !== 'closed')
    throw new QueryRefused('status 只能是 open 或 closed。')
  return {
    ids,
    services,
    from,
    to,
    status,
    regionCode: one('region_code') ?? one('address_id'),
    page: readCount('page', one('page'), 1, 100_000),
    pageSize: readCount('page_size', one('page_size'), mostRequests, mostRequests),
  }
}

/** A moment of W3C format as the day it is in China. */
function readDay(name: string, text: string | undefined): Day | undefined {
  if (text === undefined) return undefined
  // A plus sign that was not encoded arrives as a space.
  const moment = new Date(text.replace(/ (\d{2}:\d{2})$/, '+$1'))
  const isMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+ -]\d{2}:\d{2}))?$/.test(text)
  if (!isMoment || Number.isNaN(moment.getTime()))
    throw new QueryRefused(`${name} 应为 ISO-8601 时刻，如 2026-03-01T00:00:00+08:00。`)
  return text.length === 10 ? text : new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

function readCount(name: string, text: string | undefined, fallback: number, most: number): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text) || value < 1 || value > most)
    throw new QueryRefused(`${name} 应为 1 到 ${String(most)} 的整数。`)
  return value
}
