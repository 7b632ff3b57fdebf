import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { at } from '../support/at.js'
import { createGraphClient, type Answer, type GraphClient } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'

type Told = Answer<Record<string, unknown>>

describe('the sign at a gate', () => {
  let platform: TestPlatform
  let stranger: GraphClient
  let publicity: GraphClient

  beforeAll(async () => {
    platform = await openTestPlatform()
    stranger = createGraphClient(platform.urls.graph)
    publicity = await platform.as('publicity.henan')
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const ask = (client: GraphClient, query: string, variables: Record<string, unknown> = {}): Promise<Told> =>
    client.ask<Record<string, unknown>, Record<string, unknown>>(query, variables)
  const codeOf = ({ errors }: Told): unknown => errors[0]?.extensions?.code

  it('is seen, scanned and followed to its place, by whoever stands there', async () => {
    const { data } = await ask(
      stranger,
      `{ qrPosters(first: 1) { nodes { payload placement { code unit region { name } }
          image { url alternativeText } sheet { url } instructions { kind } } } }`,
    )
    const [poster] = at(data, 'qrPosters.nodes') as unknown[]
    const payload = String(at(poster, 'payload'))
    const picture = await fetch(new URL(String(at(poster, 'image.url')), platform.urls.graph))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    const { data: pixels, info } = await sharp(await picture.arrayBuffer())
      .resize(1_200)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(jsQR.default(new Uint8ClampedArray(pixels), info.width, info.height)?.data).toBe(payload)
    const sheet = await fetch(new URL(String(at(poster, 'sheet.url')), platform.urls.graph))
    expect(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(at(poster, 'instructions.kind')).toEqual(['REGISTER', 'USE', 'MANAGE'])

    const code = String(at(poster, 'placement.code'))
    const landing = await fetch(payload)
    expect(await landing.text()).toContain(String(at(poster, 'placement.unit')))
    const place = await ask(
      stranger,
      `query ($code: String!) { qrPlacement(code: $code) { unit regionCode } }`,
      {
        code,
      },
    )
    expect(at(place.data, 'qrPlacement.unit')).toBe(at(poster, 'placement.unit'))
  })

  it('counts scans of strangers under the limits of their address, and tells staff nothing of today', async () => {
    const { data } = await ask(stranger, '{ qrPosters(first: 1) { nodes { placement { code } } } }')
    const [code] = at(data, 'qrPosters.nodes.placement.code') as string[]
    const scan = 'mutation ($code: String!) { recordPlacementScan(code: $code) { received } }'
    expect((await ask(stranger, scan, { code })).data).toEqual({ recordPlacementScan: { received: true } })
    expect(codeOf(await ask(stranger, scan, { code: '00000000001' }))).toBe('BAD_USER_INPUT')
    const figures = 'query ($code: ID) { placementScans(code: $code) { scans placements { scans } } }'
    expect(codeOf(await ask(stranger, figures, { code }))).toBe('UNAUTHENTICATED')
    expect((await ask(publicity, figures, { code })).data).toEqual({
      placementScans: { scans: 0, placements: [{ scans: 0 }] },
    })
  })
})
