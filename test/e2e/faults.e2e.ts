import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import {
  MyEvidenceDocument,
  RequestEvidenceUploadDocument,
  StartDraftDocument,
  SubmitReportDocument,
} from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import { adminUrlOf, openTestPlatform, type TestPlatform } from '../support/platform.js'
import { proofFor } from '../support/proof-of-work.js'
import { box, smallJpeg, smallMp4 } from '../support/small-files.js'
import { soon } from '../support/soon.js'
import { createTus, type Tus } from '../support/tus.js'

const megabyte = 1_048_576
/** A device that has no room: what the kernel answers is what it answers on a full disk. */
const whereADeviceIsFull = process.platform === 'linux' ? it : it.skip

describe('when something fails in the middle', () => {
  let platform: TestPlatform
  let tus: Tus

  beforeAll(async () => {
    platform = await openTestPlatform()
    tus = createTus(new URL(platform.urls.graph).origin)
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const newDraft = async () => {
    const proof = await proofFor(platform.stranger, 'SUBMIT_REPORT')
    return (await platform.stranger.request(StartDraftDocument, { proof })).startDraft
  }
  const submit = (draftId: string, unitName: string) => {
    const identity = { name: '示例姓名', phone: '13800000000' }
    const input = { ...inventedReport(unitName, 1, 1), mode: 'REAL_NAME' as const, identity, draftId }
    return platform.stranger.ask(SubmitReportDocument, { input })
  }
  /** Rows of everything a submission writes. */
  const kept = async (): Promise<Record<string, number>> => {
    const tables = ['report', 'consent', 'sealed_identity', 'progress_step', 'referral', 'content_key']
    const counted = await Promise.all(
      tables.map((table) => platform.ask<{ n: number }>(`SELECT count(*)::int AS n FROM report.${table}`)),
    )
    return Object.fromEntries(tables.map((table, at) => [table, counted[at]?.[0]?.n ?? -1]))
  }
  const eventsOf = (name: string) => platform.ask('SELECT FROM events.log WHERE name = $1', [name])
  const admin = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
    const client = new pg.Client({ connectionString: adminUrlOf(platform, 'andon') })
    await client.connect()
    return work(client).finally(() => client.end())
  }
  const beginUpload = async (name: string, kind: 'PHOTO' | 'VIDEO', sizeBytes: number) => {
    const reporter = await platform.opened(await platform.report('示例厂·上传（虚构）'))
    const { requestEvidenceUpload } = await reporter.request(RequestEvidenceUploadDocument, {
      input: { name, kind, sizeBytes },
    })
    const states = async () =>
      (await reporter.request(MyEvidenceDocument, {})).myReport?.evidence.map(({ state }) => state)
    return { ...requestEvidenceUpload, states }
  }

  it('a submission whose process is killed is not kept by half, and can be made again', async () => {
    const draft = await newDraft()
    const before = await kept()
    await admin(async (client) => {
      await client.query('BEGIN')
      await client.query('LOCK TABLE report.outbox IN ACCESS EXCLUSIVE MODE')
      const broken = submit(draft.id, '示例厂·半途（虚构）')
      await soon(async () => {
        const { rows } = await client.query(
          `SELECT FROM pg_locks WHERE relation = 'report.outbox'::regclass AND NOT granted AND mode = 'RowExclusiveLock'`,
        )
        expect(rows).toHaveLength(1)
      })
      await platform.kill('report', 'SIGKILL')
      expect((await broken).errors[0]?.extensions?.code).toBe('SUBGRAPH_UNAVAILABLE')
      await client.query('ROLLBACK')
    })
    await soon(async () => expect(await kept()).toEqual(before))
    await platform.startAgain('report')
    const { data } = await submit(draft.id, '示例厂·半途（虚构）')
    expect(data?.submitReport).toMatchObject({ __typename: 'ReportSubmitted' })
    await soon(async () => expect(await eventsOf('ReportSubmitted')).toHaveLength(1))
    await expect(platform.opened(draft.receipt)).resolves.toBeDefined()
  })

  it('of many submissions of one draft at once there is one report, and one answer', async () => {
    const draft = await newDraft()
    const { report: before = 0 } = await kept()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => submit(draft.id, '示例厂·同时（虚构）')),
    )
    const outcomes = new Set(answers.map(({ data }) => JSON.stringify(data?.submitReport)))
    expect(outcomes.size).toBe(1)
    expect([...outcomes][0]).toContain('ReportSubmitted')
    expect((await kept())['report']).toBe(before + 1)
  })

  it('an upload whose process is killed goes on from what was kept', async () => {
    const video = Buffer.concat([smallMp4(), box('free', randomBytes(7 * megabyte))])
    const { url, evidenceId, states } = await beginUpload('现场.mp4', 'VIDEO', video.length)
    const sending = sendSlowly(new URL(url, platform.urls.graph), video, 6 * megabyte)
    await soon(async () => {
      const [row] = await platform.ask<{ parts: number }>('SELECT parts FROM report.evidence WHERE id = $1', [
        evidenceId,
      ])
      expect(row?.parts).toBe(1)
    })
    await platform.kill('report', 'SIGKILL')
    await sending.ended
    expect(await tus.head(url)).toMatchObject({ status: 503 })
    await platform.startAgain('report')
    const { offset = 0 } = await tus.head(url)
    expect(offset).toBeGreaterThanOrEqual(5 * megabyte)
    expect(await tus.patch(url, offset, video.subarray(offset))).toMatchObject({ status: 204 })
    expect(await states()).toEqual(['READY'])
  })

  whereADeviceIsFull('a full disk takes no evidence, says so, and takes it once there is room', async () => {
    const photo = await smallJpeg()
    const { url, evidenceId, states } = await beginUpload('现场.jpg', 'PHOTO', photo.length)
    const folder = join(platform.dataFolder, 'evidence', evidenceId)
    mkdirSync(folder, { mode: 0o700 })
    for (const file of ['0.new', 'rest.new']) symlinkSync('/dev/full', join(folder, file))
    expect(await tus.patch(url, 0, photo)).toMatchObject({
      status: 507,
      code: 'SUBGRAPH_UNAVAILABLE',
      message: '存储空间不足，暂时不能接收材料，请稍后续传。',
    })
    expect(readdirSync(folder)).toEqual([])
    expect(await tus.head(url)).toMatchObject({ status: 200, offset: 0 })
    expect(await states()).toEqual(['UPLOADING'])
    expect(await tus.patch(url, 0, photo)).toMatchObject({ status: 204 })
    expect(await states()).toEqual(['READY'])
  })

  whereADeviceIsFull('a full disk takes no report, says so, and keeps nothing of it', async () => {
    const draft = await newDraft()
    const before = await kept()
    const full = await outboxOnFullDisk(admin)
    const { errors } = await submit(draft.id, '示例厂·满（虚构）')
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/^存储空间不足，这次操作没有保存任何内容/),
      extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
    })
    expect(await kept()).toEqual(before)
    await full.end()
    const { data } = await submit(draft.id, '示例厂·满（虚构）')
    expect(data?.submitReport).toMatchObject({ __typename: 'ReportSubmitted' })
  })
})

/** Sends the beginning of an upload and holds the rest back. */
function sendSlowly(url: URL, file: Buffer, sent: number): { ended: Promise<void> } {
  const upload = request(url, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': String(file.length),
    },
  })
  upload.write(file.subarray(0, sent))
  const ended = new Promise<void>((resolve) => {
    upload.once('error', () => resolve())
    upload.once('response', (response) => {
      expect(response.statusCode).toBe(503)
      response.resume()
      upload.destroy()
      resolve()
    })
  })
  return { ended }
}

/**
 * The table every submission writes to last, made anew and empty, lies on a device without room: PostgreSQL meets what
 * it meets on a full disk, and answers as it does then.
 */
async function outboxOnFullDisk(
  admin: <Result>(work: (client: pg.Client) => Promise<Result>) => Promise<Result>,
): Promise<{ end: () => Promise<void> }> {
  await admin(async (client) => {
    await client.query('BEGIN')
    await client.query('TRUNCATE report.outbox')
    const { rows } = await client.query<{ file: string }>(
      "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('report.outbox') AS file",
    )
    const file = rows[0]!.file
    rmSync(file)
    symlinkSync('/dev/full', file)
    await client.query('COMMIT')
  })
  const end = (client: pg.Client): Promise<unknown> => client.query('TRUNCATE report.outbox')
  return { end: () => admin(end).then(() => undefined) }
}
