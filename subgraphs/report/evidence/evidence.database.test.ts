import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { keptMemory } from '../../../test/support/kept-memory.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import * as files from '../../../test/support/small-files.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { breakOff, createTus, type Tus } from '../../../test/support/tus.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { chunkBytes } from './sealing/chunk-cipher.js'

const request = `mutation($input: EvidenceUploadInput!) {
  requestEvidenceUpload(input: $input) { evidenceId url expiresAt }
}`
const mine =
  '{ myReport { evidence { id kind sizeBytes state sanitised needsRelease uploadedAt url uploadUrl } } }'
const name = '三采区瓦斯探头被遮挡.jpg'

type Listed = {
  id: string
  state: string
  sanitised: boolean
  needsRelease: boolean
  url: string | null
  uploadUrl: string | null
}

describe('evidence', () => {
  let subgraph: ReportSubgraph
  let tus: Tus
  beforeAll(async () => {
    subgraph = await openReportSubgraph({ EVIDENCE_REPORT_FILES: '6', EVIDENCE_REPORT_BYTES: '900000000' })
    tus = createTus(subgraph.url)
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      authorityRegistered('410100'),
      authorityRegistered('110000'),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(2),
    )
  })
  afterAll(() => subgraph.close())

  const newReporter = async (): Promise<Viewer & { reportId: string }> => ({
    kind: 'REPORTER',
    reportId: await submitAnonymously(subgraph),
  })
  const ask = (viewer: Viewer, input: object) =>
    subgraph.ask({ query: request, variables: { input }, viewer })
  const begin = async (viewer: Viewer, input: object): Promise<{ evidenceId: string; url: string }> => {
    const { data, errors } = await ask(viewer, input)
    expect(errors).toEqual([])
    return (data as { requestEvidenceUpload: { evidenceId: string; url: string } }).requestEvidenceUpload
  }
  const upload = async (viewer: Viewer, bytes: Buffer, kind = 'PHOTO', called = name) => {
    const { url, evidenceId } = await begin(viewer, { name: called, sizeBytes: bytes.length, kind })
    return { ...(await tus.patch(url, 0, bytes)), evidenceId, url }
  }
  const listOf = async (viewer: Viewer): Promise<Listed[]> => {
    const { data, errors } = await subgraph.ask({ query: mine, viewer })
    expect(errors).toEqual([])
    return (data as { myReport: { evidence: Listed[] } }).myReport.evidence
  }
  const seenBy = async (viewer: Viewer, reportId: string): Promise<Listed[] | undefined> => {
    const fields = 'evidence { id state sanitised needsRelease url uploadUrl }'
    const { data } = await subgraph.entities('Report', [{ id: reportId }], fields, viewer)
    return (data as { _entities: ({ evidence: Listed[] } | null)[] })._entities[0]?.evidence
  }
  const stored = (): string[] => readdirSync(subgraph.evidenceFolder).sort()
  const rowsOf = (reportId: string) =>
    subgraph.database.ask('SELECT * FROM report.evidence WHERE report_id = $1', [reportId])

  it('is taken in, and an officer within reach sees it without place and camera', async () => {
    const reporter = await newReporter()
    const photo = await files.smallJpeg()
    expect(await upload(reporter, photo)).toMatchObject({ status: 204, offset: photo.length })
    const [own] = await listOf(reporter)
    expect(own).toMatchObject({
      state: 'READY',
      sanitised: true,
      needsRelease: false,
      url: null,
      uploadUrl: null,
    })

    const [seen] = (await seenBy(staffOf('410100', 'CASE_OFFICER'), reporter.reportId)) ?? []
    const response = await fetch(`${subgraph.url}${seen!.url!}`)
    const copy = Buffer.from(await response.arrayBuffer())
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(copy.length),
      'content-disposition': expect.stringMatching(/^attachment; filename="evidence-[0-9a-f]{8}\.jpg"$/),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(photo.includes(files.camera.make)).toBe(true)
    expect(copy.includes(files.camera.make)).toBe(false)
    expect(await sharp(copy).metadata()).toMatchObject({ width: 48, height: 64 })
    expect((await sharp(copy).metadata()).exif).toBeUndefined()

    expect(await seenBy(staffOf('110000', 'CASE_OFFICER'), reporter.reportId)).toBeUndefined()
    expect(await seenBy(staffOf('410100', 'SUPERVISOR'), reporter.reportId)).toBeUndefined()
  })

  it('arrives in pieces of any size, and what breaks off goes on where it stood', async () => {
    const reporter = await newReporter()
    const video = Buffer.concat([files.smallMp4(), files.box('free', randomBytes(chunkBytes + 70_000))])
    const { url } = await begin(reporter, { name: '现场.mp4', sizeBytes: video.length, kind: 'VIDEO' })
    expect(await tus.head(url)).toEqual({ status: 200, offset: 0, length: video.length })
    let offset = 0
    for (const piece of [1, 1_000, 0, 65_536, chunkBytes - 1_000]) {
      const answer = await tus.patch(url, offset, video.subarray(offset, offset + piece))
      offset += piece
      expect(answer).toMatchObject({ status: 204, offset })
      expect(await tus.head(url)).toMatchObject({ offset })
    }
    const [own] = await listOf(reporter)
    expect(own).toMatchObject({ state: 'UPLOADING', url: null })
    expect(await tus.head(own!.uploadUrl!)).toMatchObject({ offset })

    await breakOff(subgraph.url, url, offset, video.subarray(offset), 30_000)
    // What was still on its way through buffers is lost with the connection: the server says what it has.
    offset = await soon(async () => {
      const { status, offset: now = 0 } = await tus.head(url)
      expect(status).toBe(200)
      expect(now).toBeGreaterThanOrEqual(offset)
      return now
    })
    expect(await tus.patch(url, offset - 5, video.subarray(offset - 5))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    })
    expect(await tus.patch(url, offset, video.subarray(offset))).toMatchObject({
      status: 204,
      offset: video.length,
    })
    expect((await listOf(reporter))[0]).toMatchObject({
      state: 'READY',
      sanitised: false,
      needsRelease: true,
      url: null,
    })
  })

  it('lies nowhere in the clear: neither its bytes nor its name', async () => {
    const reporter = await newReporter()
    const secret = '张三的工资单'
    const recording = Buffer.concat([files.smallAmr(), Buffer.from(secret.repeat(50))])
    const called = `${secret}.amr`
    await upload(reporter, recording, 'AUDIO', called)
    const unfinished = await begin(reporter, { name: called, sizeBytes: recording.length, kind: 'AUDIO' })
    await tus.patch(unfinished.url, 0, recording.subarray(0, -10))
    writeFileSync(join(subgraph.evidenceFolder, 'canary'), Buffer.from(`x${secret}`))
    const holding = filesUnder(subgraph.evidenceFolder).filter((file) => readFileSync(file).includes(secret))
    expect(holding).toEqual([join(subgraph.evidenceFolder, 'canary')])
    expect(filesUnder(subgraph.evidenceFolder).filter((file) => file.includes(secret))).toEqual([])
    expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
    await subgraph.database.ask('CREATE TABLE report.canary AS SELECT $1::text AS text', [called])
    expect(await tablesThatHold(subgraph.database, secret)).toEqual(['report.canary'])
    await subgraph.database.ask('DROP TABLE report.canary')
  })

  it.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['MISLABELLED', 'PHOTO', files.smallMp4],
    ['UNKNOWN_TYPE', 'PHOTO', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['POLYGLOT', 'PHOTO', async () => Buffer.concat([await files.smallJpeg(), files.zip({ a: 'b' })])],
    ['DAMAGED', 'PHOTO', async () => (await files.smallPng()).subarray(0, -40)],
  ])('that is %s is refused in Chinese, and nothing of it is left', async (reason, kind, make) => {
    const reporter = await newReporter()
    const before = stored()
    const answer = await upload(reporter, await make(), kind)
    expect(answer).toMatchObject({ status: 422, code: 'BAD_USER_INPUT', reason })
    expect(answer.message).toMatch(/^[\u4e00-\u9fff]/)
    expect(stored()).toEqual(before)
    expect(await rowsOf(reporter.reportId)).toMatchObject([
      { state: 'REFUSED', refusal: reason, sealed_key: Buffer.alloc(0), sealed_about: Buffer.alloc(0) },
    ])
    expect(await listOf(reporter)).toMatchObject([{ state: 'REFUSED', uploadUrl: null }])
    expect(await seenBy(staffOf('410100', 'CASE_OFFICER'), reporter.reportId)).toEqual([])
    expect(await tus.head(answer.url)).toMatchObject({ status: 404 })
  })

  it('is not uploaded with another token, to another purpose, or beyond what was announced', async () => {
    const reporter = await newReporter()
    const photo = await files.smallJpeg()
    const { url } = await begin(reporter, { name, sizeBytes: photo.length, kind: 'PHOTO' })
    const other = await begin(reporter, { name, sizeBytes: photo.length, kind: 'PHOTO' })
    const mixed = `${url.slice(0, -20)}${other.url.slice(-20)}`
    for (const wrong of [mixed, `${url}A`, '/evidence/uploads/x', `/evidence/uploads/${randomUUID()}`])
      expect(await tus.patch(wrong, 0, photo)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect((await fetch(`${subgraph.url}${url.replace('uploads', 'copies')}`)).status).toBe(404)
    expect(await tus.patch(url, 0, Buffer.concat([photo, photo]))).toMatchObject({ status: 413 })
    expect((await tus.head(url)).offset).toBe(0)
    expect((await tus.remove(url)).status).toBe(204)
    expect((await tus.head(url)).status).toBe(404)
  })

  it('is asked for by the reporter only, within the limits', async () => {
    const reporter = await newReporter()
    const input = { name, sizeBytes: 100, kind: 'PHOTO' }
    for (const [viewer, code] of [
      [{ kind: 'ANONYMOUS' }, 'UNAUTHENTICATED'],
      [staffOf('410100', 'CASE_OFFICER'), 'FORBIDDEN'],
    ] as const)
      expect((await ask(viewer, input)).errors[0]?.extensions.code).toBe(code)
    const unknown = { kind: 'REPORTER', reportId: randomUUID() } as const
    expect((await ask(unknown, input)).errors[0]?.extensions.code).toBe('NOT_FOUND')
    for (const [change, inputPath] of [
      [{ name: '' }, 'input.name'],
      [{ name: 'a\u0000.jpg' }, 'input.name'],
      [{ name: 'a\ud800.jpg' }, 'input.name'],
      [{ name: 'a.exe' }, 'input.name'],
      [{ sizeBytes: 0 }, 'input.sizeBytes'],
      [{ sizeBytes: 60_000_000 }, 'input.sizeBytes'],
      [{ name: 'a.mp4', kind: 'VIDEO', sizeBytes: 600_000_000 }, 'input.sizeBytes'],
    ] as const) {
      const { errors } = await ask(reporter, { ...input, ...change })
      expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', inputPath } })
      expect(errors[0]?.message).toMatch(/^[\u4e00-\u9fff]/)
    }
    const large = { name: 'a.mp4', kind: 'VIDEO', sizeBytes: 500_000_000 }
    await begin(reporter, large)
    expect((await ask(reporter, large)).errors[0]?.extensions.code).toBe('CONFLICT')
    const asked = await Promise.all(Array.from({ length: 10 }, () => ask(reporter, input)))
    expect(asked.filter(({ errors }) => errors.length === 0)).toHaveLength(5)
    expect(await rowsOf(reporter.reportId)).toHaveLength(6)
  })

  it('of many reports is read by one query', async () => {
    const reporters = [await newReporter(), await newReporter(), await newReporter()]
    for (const reporter of reporters) await begin(reporter, { name, sizeBytes: 10, kind: 'PHOTO' })
    const keys = reporters.map(({ reportId }) => ({ id: reportId }))
    const queries = await subgraph.queries.during(() =>
      subgraph.entities('Report', keys, 'evidence { id }', staffOf('410100', 'CASE_OFFICER')),
    )
    expect(queries.filter((query) => query.includes('"evidence"'))).toHaveLength(1)
  })

  it('that was changed on the disk is not served', async () => {
    const reporter = await newReporter()
    const { evidenceId } = await upload(reporter, await files.smallPng())
    const [seen] = (await seenBy(staffOf('410100', 'CASE_OFFICER'), reporter.reportId)) ?? []
    const part = filesUnder(subgraph.evidenceFolder).find((file) => file.includes(`${evidenceId}-`))!
    const bytes = readFileSync(part)
    bytes[20] = bytes[20]! ^ 1
    writeFileSync(part, bytes)
    expect((await fetch(`${subgraph.url}${seen!.url!}`)).status).toBe(500)
  })

  it('stays small in memory, however large it is', async () => {
    const reporter = await newReporter()
    const megabyte = randomBytes(1_048_576)
    const padding = 300
    const head = Buffer.concat([files.smallMp4(), files.box('free', megabyte).subarray(0, 8)])
    head.writeUInt32BE(8 + padding * megabyte.length, head.length - 8)
    const sizeBytes = head.length + padding * megabyte.length
    const { url } = await begin(reporter, { name: 'a.mp4', sizeBytes, kind: 'VIDEO' })
    const before = keptMemory()
    let most = before
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent > padding) controller.close()
        else controller.enqueue(sent === 0 ? head : megabyte)
        sent += 1
        // To collect takes long in a worker that holds much: now and then is enough.
        if (sent % 60 === 0) most = Math.max(most, keptMemory())
      },
    })
    expect(await tus.patch(url, 0, body)).toMatchObject({ status: 204, offset: sizeBytes })
    expect((await listOf(reporter))[0]).toMatchObject({ state: 'READY' })
    // Client and server share this process; the file itself is larger.
    expect(most - before).toBeLessThan(200 * 1_048_576)
  })

  it('that nobody finished is swept at the next start, with what a crash has left in the store', async () => {
    const reporter = await newReporter()
    const photo = await files.smallJpeg()
    const { evidenceId, url } = await begin(reporter, { name, sizeBytes: photo.length, kind: 'PHOTO' })
    await tus.patch(url, 0, photo.subarray(0, 50))
    const kept = await upload(reporter, photo)
    const longAgo = new Date(Date.now() - 25 * 3_600_000)
    await subgraph.database.ask('UPDATE report.evidence SET requested_at = $1 WHERE id = $2', [
      longAgo,
      evidenceId,
    ])
    for (const folder of stored()) utimesSync(join(subgraph.evidenceFolder, folder), longAgo, longAgo)
    expect(stored()).toContain('canary')
    await subgraph.sweepEvidence()
    expect(stored()).not.toContain('canary')
    expect(stored()).not.toContain(evidenceId)
    expect(stored()).toContain(kept.evidenceId)
    expect(await rowsOf(reporter.reportId)).toHaveLength(1)
  })
})

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => statSync(file).isFile())
}
