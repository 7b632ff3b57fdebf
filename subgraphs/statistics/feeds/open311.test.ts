import { describe, expect, it } from '@jest/globals'
import { MatterType } from '../../shared/dictionary/matter.js'
import {
  QueryRefused,
  readRequestQuery,
  toDefinition,
  toDiscovery,
  toErrors,
  toRequests,
  toServices,
  type ServiceRequest,
} from './open311.js'
import { xmlDocument } from './xml.js'

const today = '2026-11-22'
const service = {
  industryCode: 'COAL_MINE',
  name: '煤矿 <甲&乙>',
  matters: [{ code: MatterType.MAJOR_HAZARD, name: '重大事故隐患' }],
}
const request: ServiceRequest = {
  caseId: '11111111-1111-4111-8111-111111111111',
  industryCode: 'COAL_MINE',
  industryName: '煤矿',
  matterTypes: ['MAJOR_HAZARD', 'ILLEGAL_ACT'],
  channel: 'WEB',
  regionCode: '410102',
  state: 'ACCEPTED',
  isOpen: true,
  openedOn: '2026-03-01',
  changedOn: '2026-03-04',
}

describe('Open311 GeoReport v2', () => {
  it('tells services by industry, in both formats', () => {
    const { json, xml } = toServices([service])
    expect(json).toMatchObject([{ service_code: 'COAL_MINE', service_name: service.name, metadata: true }])
    expect(xmlDocument(xml())).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<services><service><service_code>COAL_MINE<\/service_code><service_name>煤矿 &lt;甲&amp;乙&gt;<\/service_name>/,
    )
  })

  it('defines the attribute a service has', () => {
    const { json, xml } = toDefinition(service)
    expect(json).toMatchObject({
      attributes: [{ code: 'matter_types', datatype: 'multivaluelist', values: [{ key: 'MAJOR_HAZARD' }] }],
    })
    expect(xml().written).toContain(
      '<values><value><key>MAJOR_HAZARD</key><name>重大事故隐患</name></value></values>',
    )
  })

  it('tells of a case days, codes and the county, and nothing that leads to a person or a unit', () => {
    const { json, xml } = toRequests([request])
    expect(json).toEqual([
      {
        service_request_id: request.caseId,
        status: 'open',
        status_notes: null,
        service_name: '煤矿',
        service_code: 'COAL_MINE',
        description: null,
        agency_responsible: null,
        service_notice: null,
        requested_datetime: '2026-03-01T00:00:00+08:00',
        updated_datetime: '2026-03-04T00:00:00+08:00',
        expected_datetime: null,
        address: null,
        address_id: '410102',
        zipcode: null,
        lat: null,
        long: null,
        media_url: null,
        extended_attributes: {
          region_code: '410102',
          matter_types: ['MAJOR_HAZARD', 'ILLEGAL_ACT'],
          channel: 'WEB',
          state: 'ACCEPTED',
        },
      },
    ])
    expect(xml().written).toContain('<description/>')
    expect(xml().written).toContain(
      '<matter_types><matter_type>MAJOR_HAZARD</matter_type><matter_type>ILLEGAL_ACT</matter_type></matter_types>',
    )
  })

  it('is found by discovery, and refuses as the standard refuses', () => {
    const { json, xml } = toDiscovery('https://jubao.example.gov.cn', today)
    expect(json).toMatchObject({
      endpoints: [{ url: 'https://jubao.example.gov.cn/feeds/open311/v2', type: 'production' }],
    })
    expect(xml().written).toContain(
      '<formats><format>text/xml</format><format>application/json</format></formats>',
    )
    expect(toErrors(400, '缺少参数').json).toEqual([{ code: 400, description: '缺少参数' }])
    expect(toErrors(400, '甲<乙').xml().written).toBe(
      '<errors><error><code>400</code><description>甲&lt;乙</description></error></errors>',
    )
  })
})

describe('what is asked for', () => {
  it('is the last ninety days unless it says otherwise', () => {
    expect(readRequestQuery({}, today)).toEqual({
      ids: [],
      services: [],
      from: '2026-08-25',
      to: today,
      status: undefined,
      regionCode: undefined,
      page: 1,
      pageSize: 1_000,
    })
  })

  it('takes moments as the days they are in China', () => {
    const asked = {
      start_date: '2026-03-01T17:00:00Z',
      end_date: '2026-03-05T00:00:00 08:00',
      status: 'closed',
    }
    expect(readRequestQuery(asked, today)).toMatchObject({
      from: '2026-03-02',
      to: '2026-03-05',
      status: 'closed',
    })
    const lists = { service_code: 'COAL_MINE,CHEMICAL', service_request_id: request.caseId }
    expect(readRequestQuery(lists, today)).toMatchObject({
      services: ['COAL_MINE', 'CHEMICAL'],
      ids: [request.caseId],
    })
  })

  it.each([
    [{ start_date: '昨天' }, 'start_date'],
    [{ start_date: '2026-13-01' }, 'start_date'],
    [{ start_date: '2026-03-02', end_date: '2026-03-01' }, '晚于'],
    [{ start_date: '2026-01-01', end_date: '2026-04-01' }, '90 天'],
    [{ status: 'done' }, 'status'],
    [{ status: ['open', 'closed'] }, '只能出现一次'],
    [{ service_code: 'x;drop' }, 'service_code'],
    [{ service_request_id: '12' }, 'service_request_id'],
    [{ page: '0' }, 'page'],
    [{ page_size: '1001' }, 'page_size'],
    [{ page: '1e3' }, 'page'],
  ])('is refused as %j', (asked, said) => {
    expect(() => readRequestQuery(asked, today)).toThrow(QueryRefused)
    expect(() => readRequestQuery(asked, today)).toThrow(said)
  })

  it('may be ninety days to the day', () => {
    expect(readRequestQuery({ start_date: '2026-01-01', end_date: '2026-03-31' }, today)).toMatchObject({
      from: '2026-01-01',
    })
  })
})
