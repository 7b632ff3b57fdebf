import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import type { BatchOrder } from '../src/posters/batches/batch-store'
import { writeZip } from '../src/posters/batches/write-zip'
import { createPlacementCode } from '../src/publication/placement-code'
import { demoPassword, eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { furtherTypes, signIn, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'
import { closePdf, seenPdf } from './support/pdf'
import { readZip } from './support/zip'

const landing = 'https://jubao.example.invalid/p/'
let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk

const start = async (): Promise<void> => {
  cms = await startCms(databases, { CMS_LANDING_URL: landing })
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
}
before(async () => {
  databases = await createDatabases()
  await start()
})
after(async () => {
  await closePdf()
  await cms.stop()
  await databases.drop()
})

/** Published placements, as many as a city registers in a week. */
async function register(count: number, regionCode: string): Promise<string[]> {
  const codes = Array.from({ length: count }, () => createPlacementCode())
  await databases.cms(
    `INSERT INTO qr_placements (document_id, code, place_type, unit, region_code, prominent, verified, created_at,
       updated_at, published_at)
     SELECT 'test' || substr(md5(code), 1, 20), code, 'FACTORY_GATE', '示例第' || n || '机械厂', $2, false, false, now(),
            now(), now()
       FROM unnest($1::text[]) WITH ORDINALITY AS given(code, n)`,
    [codes, regionCode],
  )
  return codes
}
async function data(desk: Desk, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await desk.call(method, `/desk/posters${path}`, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return at(answer.body, 'data')
}
const templateId = async (): Promise<string> =>
  textAt(await data(editor, 'GET', '/choices'), 'templates.0.id')
const begin = async (desk: Desk, more: object): Promise<string> =>
  textAt(await data(desk, 'POST', '/batches', { templateId: await templateId(), paper: 'A4', ...more }), 'id')
const finished = (desk: Desk, id: string): Promise<unknown> =>
  eventually(
    () => data(desk, 'GET', `/batches/${id}`),
    (batch) => ['READY', 'FAILED'].includes(textAt(batch, 'state')),
    600_000,
  )
const file = (path: string): Promise<Response> => editor.fetch('GET', `/desk/posters${path}`)
const drawn = (path: string, wanted: object): Promise<Response> =>
  editor.fetch('GET', `/desk/posters${path}?${asked(wanted)}`)
const asked = (wanted: object): string =>
  new URLSearchParams(
    Object.entries(wanted).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
async function bodyOf(response: Response): Promise<Buffer> {
  const body = Buffer.from(await response.arrayBuffer())
  assert.equal(response.status, 200, body.toString('utf8').slice(0, 300))
  return body
}

test('one sheet: from a template and a placement to a PDF that says its unit and scans', async () => {
  const found = await data(editor, 'GET', '/placements?regionCode=410100')
  const placement = listAt(found, 'placements')[0]
  const answer = await drawn('/sheet', {
    templateId: await templateId(),
    placementId: textAt(placement, 'documentId'),
    bleed: true,
  })
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const { words, code } = await seenPdf(await bodyOf(answer), 2)
  assert.equal(code, `${landing}${textAt(placement, 'code')}`)
  assert.ok(words.includes('示例机械厂（演示）'))
  const preview = await drawn('/preview', {
    templateId: await templateId(),
    placementId: textAt(placement, 'documentId'),
  })
  assert.equal((await sharp(await bodyOf(preview)).metadata()).width, 960)
})

test(
  '500 placements become one ZIP with a list and the instructions, and its progress is seen',
  { timeout: 900_000 },
  async () => {
    const codes = await register(500, '410102')
    const id = await begin(editor, { regionCode: '410102' })
    const seen = new Set<number>()
    const ready = await eventually(
      async () => {
        const early = await file(`/batches/${id}/file`)
        const batch = await data(editor, 'GET', `/batches/${id}`)
        seen.add(Number(at(batch, 'done')))
        if (at(batch, 'state') !== 'READY') assert.equal(early.status, 404)
        await early.body?.cancel()
        return batch
      },
      (batch) => ['READY', 'FAILED'].includes(textAt(batch, 'state')),
      800_000,
    )
    assert.equal(at(ready, 'state'), 'READY', `${JSON.stringify(ready)} ${cms.output().slice(-800)}`)
    assert.deepEqual([at(ready, 'total'), at(ready, 'done'), at(ready, 'refused')], [500, 500, 0])
    assert.ok([...seen].some((done) => done > 0 && done < 500))
    const entries = readZip(await bodyOf(await file(`/batches/${id}/file`)))
    assert.equal(entries.size, 502)
    const list = entries.get('清单.csv')?.().toString('utf8').split('\r\n') ?? []
    assert.equal(list.length, 502)
    assert.match(list[0] ?? '', /^\ufeff"点位编号","单位或场所","行政区划代码"/)
    assert.deepEqual(new Set(list.slice(1, 501).map((line) => line.slice(1, 12))), new Set(codes))
    for (const name of [...entries.keys()].filter((entry) => /^0(001|250|500)-/.test(entry))) {
      const { code } = await seenPdf(entries.get(name)?.() ?? Buffer.alloc(0))
      assert.equal(code, `${landing}${name.slice(-15, -4)}`)
    }
    const instructions = await seenPdf(entries.get('注册、使用和管理说明.pdf')?.() ?? Buffer.alloc(0))
    for (const words of ['怎样注册', '怎样举报', '第', '保存查询码'].filter((word) => word !== '第'))
      assert.ok(instructions.words.includes(words) || instructions.pages > 1, words)
    const memory = readFileSync(`/proc/${String(cms.child.pid)}/status`, 'utf8')
    const peakMb = Number(/VmHWM:\s+(\d+)/.exec(memory)?.[1]) / 1024
    assert.ok(peakMb < 1_500, `peak ${String(peakMb)} MB`)
  },
)

test('the ZIP holds no more than a few sheets in memory', async () => {
  const path = join(tmpdir(), `andon-zip-${String(process.pid)}.zip`)
  const placements = Array.from({ length: 300 }, (_, i) => ({
    documentId: String(i),
    code: createPlacementCode(),
    unit: '示例',
    regionCode: '410100',
    placeType: 'OTHER',
    latitude: null,
    longitude: null,
  }))
  let most = 0
  try {
    await writeZip(path, { placements, instructions: [] } as unknown as BatchOrder, {
      poster: () => Promise.resolve(Buffer.alloc(1_048_576, 7)),
      instructions: () => Promise.resolve(Buffer.alloc(0)),
      addressOf: (code) => code,
      onSheet: () => {
        if (most % 20 === 0) global.gc?.()
        most = Math.max(most, process.memoryUsage().arrayBuffers)
        return Promise.resolve(true)
      },
    })
    assert.ok(most < 150 * 1_048_576, String(most))
    assert.equal(readZip(readFileSync(path)).size, 301)
  } finally {
    rmSync(path, { force: true })
  }
})

test(
  'killed in the middle, a batch begins again by itself, says so, and never offers half a file',
  { timeout: 600_000 },
  async () => {
    await register(40, '410103')
    const id = await begin(editor, { regionCode: '410103' })
    await eventually(
      () => data(editor, 'GET', `/batches/${id}`),
      (batch) => Number(at(batch, 'done')) >= 3,
      120_000,
    )
    await cms.kill()
    const folder = join(databases.filesFolder, 'poster-batches')
    assert.ok(!readdirSync(folder).includes(`${id}.zip`))
    await start()
    assert.equal((await file(`/batches/${id}/file`)).status, 404)
    const ready = await finished(editor, id)
    assert.equal(at(ready, 'state'), 'READY')
    assert.match(textAt(ready, 'problem'), /服务曾经重启，已从头重新生成/)
    assert.equal(readZip(await bodyOf(await file(`/batches/${id}/file`))).size, 42)
    assert.ok(readdirSync(folder).every((name) => name.endsWith('.zip')))
  },
)

test('one unit that cannot be printed is told in the list and stops nothing', async () => {
  const [good = '', bad = ''] = await register(2, '410104')
  await databases.cms(`UPDATE qr_placements SET unit = '𠮷祥机械厂' WHERE code = $1`, [bad])
  const id = await begin(editor, { regionCode: '410104' })
  const ready = await finished(editor, id)
  assert.deepEqual([at(ready, 'done'), at(ready, 'refused')], [2, 1])
  const entries = readZip(await bodyOf(await file(`/batches/${id}/file`)))
  assert.deepEqual(
    [...entries.keys()].filter((name) => name.includes(bad)),
    [],
  )
  assert.ok([...entries.keys()].some((name) => name.includes(good)))
  assert.match(
    entries.get('清单.csv')?.().toString('utf8') ?? '',
    /未生成：“单位或场所”中的字符“𠮷”（U\+20BB7）/,
  )
})

test('a batch belongs to the account that started it, and goes when it is removed', async () => {
  await register(1, '410105')
  const id = await begin(editor, { regionCode: '410105' })
  await finished(editor, id)
  for (const path of [`/batches/${id}`, `/batches/${id}/file`]) {
    assert.equal((await publisher.call('GET', `/desk/posters${path}`)).status, 404)
    assert.equal((await fetch(`${cms.adminUrl}/desk/posters${path}`)).status, 401)
  }
  assert.deepEqual(await data(publisher, 'GET', '/batches'), [])
  assert.equal((await publisher.call('DELETE', `/desk/posters/batches/${id}`)).status, 404)
  await data(editor, 'DELETE', `/batches/${id}`)
  assert.equal((await file(`/batches/${id}/file`)).status, 404)
})

test('a region editor prints the own region and nothing beside it', async () => {
  const [inside = ''] = await register(1, '410183')
  const [outside = ''] = await register(1, '420100')
  const desk = await signIn(cms, 'region')
  const codesOf = async (query: string): Promise<unknown[]> =>
    listAt(await data(desk, 'GET', `/placements${query}`), 'placements').map((row) => at(row, 'code'))
  assert.ok((await codesOf('?regionCode=410183')).includes(inside))
  assert.deepEqual(await codesOf('?regionCode=420100'), [])
  const id = textAt(
    listAt(await data(editor, 'GET', '/placements?regionCode=420100'), 'placements')[0],
    'documentId',
  )
  for (const body of [{ placementIds: [id] }, { regionCode: '420100' }]) {
    const answer = await desk.call('POST', '/desk/posters/batches', {
      templateId: await templateId(),
      ...body,
    })
    assert.equal(answer.status, 400, JSON.stringify(answer.body))
  }
  const sheet = await desk.call(
    'GET',
    `/desk/posters/sheet?${asked({ templateId: await templateId(), placementId: id })}`,
  )
  assert.equal(sheet.status, 404)
  assert.ok(outside.length > 0)
})

test('a template that no poster can be made from is not published', async () => {
  const lines = '这一行写了很多很多的字'.repeat(50)
  for (const [more, sentence] of [
    [{ lines }, /文字太多，一张海报放不下/],
    [{ headline: '发现危险😀' }, /“大字标题”中的字符“😀”/],
  ] as const) {
    const id = await editor.create('poster-template', furtherTypes['poster-template']?.('过长', more) ?? {})
    const answer = await publisher.publish('poster-template', id)
    assert.equal(answer.status, 400)
    assert.match(textAt(answer.body, 'error.message'), sentence)
  }
})

test('a mini-program code is kept with its scene, checked, and printed beside the plain code', async () => {
  const code = (await register(1, '410106'))[0] ?? ''
  const picture = await sharp({ create: { width: 430, height: 430, channels: 3, background: '#07c160' } })
    .jpeg()
    .toBuffer()
  const image = picture.toString('base64')
  const keep = (body: object) => publisher.call('POST', '/desk/posters/program-codes', body)
  for (const [body, status] of [
    [{ code, image, scene: 'p=00000000000' }, 400],
    [{ code, image: Buffer.from('<svg/>').toString('base64') }, 400],
    [{ code: createPlacementCode(), image }, 404],
    [{ code, image, scene: `p=${code}` }, 200],
  ] as const)
    assert.equal((await keep(body)).status, status, JSON.stringify(body).slice(0, 80))
  const [row] = await databases.cms<{ scene: string; mime: string }>(
    'SELECT scene, mime FROM placement_program_codes WHERE code = $1',
    [code],
  )
  assert.deepEqual(row, { scene: `p=${code}`, mime: 'image/jpeg' })
  const [placement] = listAt(await data(editor, 'GET', '/placements?regionCode=410106'), 'placements')
  const wanted = { templateId: await templateId(), placementId: textAt(placement, 'documentId') }
  const sheet = await seenPdf(await bodyOf(await drawn('/sheet', wanted)), 2)
  assert.ok(sheet.words.includes('打开小程序'))
  assert.equal(sheet.code, `${landing}${code}`)
})

test('who has no permission for posters makes none, and a draft is not printed', async () => {
  const draft = await editor.create('poster-template', furtherTypes['poster-template']?.('草稿模板') ?? {})
  const [placement] = listAt(await data(editor, 'GET', '/placements?regionCode=410100'), 'placements')
  const wanted = { templateId: draft, placementId: textAt(placement, 'documentId') }
  const refused = await editor.call('GET', `/desk/posters/sheet?${asked(wanted)}`)
  assert.equal(refused.status, 400)
  assert.match(textAt(refused.body, 'error.message'), /草稿不能印制/)
  assert.equal((await drawn('/preview', wanted)).status, 200)
  await databases.cms(
    `DELETE FROM admin_permissions_role_lnk WHERE permission_id IN
       (SELECT id FROM admin_permissions WHERE action = 'admin::desk.posters.make')`,
  )
  for (const path of ['/choices', '/placements', '/batches'])
    assert.equal((await editor.call('GET', `/desk/posters${path}`)).status, 403)
})
