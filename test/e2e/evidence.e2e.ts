import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import {
  EvidenceOfCasesDocument,
  MyEvidenceDocument,
  RequestEvidenceUploadDocument,
  type EvidenceKind,
} from '../operations/generated/graphql.js'
import { createGraphClient, type GraphClient } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { box, camera, smallJpeg, smallMp4 } from '../support/small-files.js'
import { soon } from '../support/soon.js'
import { breakOff, createTus, type Tus } from '../support/tus.js'

const megabyte = 1_048_576

describe('evidence through the gateway', () => {
  let platform: TestPlatform
  let base: string
  let tus: Tus

  beforeAll(async () => {
    platform = await openTestPlatform()
    base = new URL(platform.urls.graph).origin
    tus = createTus(base)
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const begin = async (reporter: GraphClient, name: string, kind: EvidenceKind, sizeBytes: number) => {
    const input = { name, kind, sizeBytes }
    return (await reporter.request(RequestEvidenceUploadDocument, { input })).requestEvidenceUpload
  }
  const stateOf = async (reporter: GraphClient) =>
    (await reporter.request(MyEvidenceDocument, {})).myReport?.evidence
  const seenBy = async (username: string, unitName: string) => {
    const officer = await platform.as(username)
    const { cases } = await officer.request(EvidenceOfCasesDocument, { regionCode: '410100', first: 50 })
    const report = cases.nodes.flatMap(({ reports }) => reports).find((one) => one.unitName === unitName)
    if (report === undefined) throw new Error('no case yet')
    return report.evidence
  }

  it('goes on after a cut connection, at a fresh address too', async () => {
    const reporter = await platform.opened(await platform.report('示例厂·断线（虚构）'))
    const video = Buffer.concat([smallMp4(), box('free', randomBytes(6 * megabyte))])
    const { url } = await begin(reporter, '现场.mp4', 'VIDEO', video.length)
    await breakOff(base, url, 0, video, 3 * megabyte)
    await soon(async () => expect((await tus.head(url)).offset).toBeGreaterThan(megabyte))
    const [file] = (await stateOf(reporter)) ?? []
    expect(file).toMatchObject({ state: 'UPLOADING' })
    const fresh = file?.uploadUrl ?? ''
    const { offset = 0 } = await tus.head(fresh)
    expect(await tus.patch(fresh, offset, video.subarray(offset))).toMatchObject({ status: 204 })
    expect(await stateOf(reporter)).toMatchObject([{ state: 'READY', sanitised: false, needsRelease: true }])
  })

  it('sent too slowly for one request, it goes on in the next', async () => {
    const reporter = await platform.opened(await platform.report('示例厂·慢速（虚构）'))
    const video = Buffer.concat([smallMp4(), box('free', randomBytes(megabyte))])
    const { url } = await begin(reporter, '现场.mp4', 'VIDEO', video.length)
    const upload = request(new URL(url, base), {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': String(video.length),
      },
    })
    const cut = new Promise<void>((resolve) => upload.once('close', resolve))
    upload.on('error', () => undefined).on('response', (response) => response.resume())
    // A few bytes a second, as from the bottom of a shaft: whatever the gateway's patience, it is over first.
    let sent = 0
    const trickle = setInterval(() => upload.write(video.subarray(sent, (sent += 2_000))), 500)
    await cut
    clearInterval(trickle)
    const { offset = 0 } = await soon(async () => {
      const stands = await tus.head(url)
      expect(stands.offset).toBeGreaterThan(0)
      return stands
    })
    expect(await tus.patch(url, offset, video.subarray(offset))).toMatchObject({ status: 204 })
    expect(await stateOf(reporter)).toMatchObject([{ state: 'READY' }])
  })

  it('is shown to an officer within reach as a copy that tells nothing of its maker, and to nobody else', async () => {
    const unitName = '示例厂·照片（虚构）'
    const receipt = await platform.report(unitName)
    const reporter = await platform.opened(receipt)
    const photo = await smallJpeg()
    expect(photo.includes(camera.make)).toBe(true)
    const { url } = await begin(reporter, '偷拍.jpg', 'PHOTO', photo.length)
    expect(await tus.patch(url, 0, photo)).toMatchObject({ status: 204 })
    expect(await stateOf(reporter)).toMatchObject([{ state: 'READY', sanitised: true }])

    const [seen] = await soon(() => seenBy('intake.zhengzhou', unitName))
    const response = await fetch(new URL(seen?.url ?? '', base))
    const copy = Buffer.from(await response.arrayBuffer())
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(response.headers.get('content-disposition')).not.toContain('偷拍')
    expect(copy.includes(camera.make)).toBe(false)

    for (const username of ['intake.jiyuan', 'screen.zhengzhou', 'system.admin'])
      await expect(seenBy(username, unitName)).rejects.toThrow()
    const signedIn = { headers: { authorization: `Bearer ${await platform.token('intake.zhengzhou')}` } }
    expect((await fetch(new URL(seen?.url ?? '', base), signedIn)).status).toBe(400)
    expect((await fetch(`${base}${seen?.url ?? ''}x`)).status).toBe(404)
    const another = createGraphClient(platform.urls.graph)
    const { errors } = await another.ask(MyEvidenceDocument, {})
    expect(errors[0]?.extensions?.code).toBe('UNAUTHENTICATED')
  })
})
