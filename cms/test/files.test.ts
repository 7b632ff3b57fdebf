import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, furtherTypes, signIn, uid, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const drawing = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c8102e' } })
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

async function uploaded(
  bytes: Buffer,
  name: string,
  mime: string,
): Promise<{ id: unknown; documentId: string }> {
  const { status, body } = await editor.upload(bytes, name, mime)
  assert.equal(status, 201, JSON.stringify(body))
  return { id: at(body, '0.id'), documentId: textAt(body, '0.documentId') }
}
async function published(type: string, data: object): Promise<string> {
  const id = await editor.create(type, data)
  const answer = await publisher.publish(type, id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return id
}
/** Where the gateway passes them on to. */
const fetchFile = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, cms.graphUrl), init)
const open = (documentId: string, size = ''): Promise<Response> => fetchFile(`/files/${documentId}${size}`)

test('a picture goes out drawn anew, in sizes, with its words, while what shows it is public', async () => {
  const photo = await drawing(1600, 900)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'SECRET-OWNER' } })
    .toBuffer()
  assert.ok(photo.includes('SECRET-OWNER'))
  const image = await uploaded(photo, '现场.jpg', 'image/jpeg')
  assert.equal((await open(image.documentId)).status, 404)
  const pictures = [{ image: image.id, alternativeText: '公示牌照片' }]
  const draft = await editor.create('notice', aNotice('带图', { pictures }))
  assert.equal((await open(image.documentId)).status, 404)
  assert.equal((await publisher.publish('notice', draft)).status, 200)
  const { body } = await cms.graph(
    `{ notice(id: "${draft}") { pictures { url mime width height alternativeText sizes { url width height } } } }`,
  )
  const picture = at(body, 'data.notice.pictures.0')
  assert.equal(textAt(picture, 'alternativeText'), '公示牌照片')
  assert.deepEqual(
    [at(picture, 'width'), at(picture, 'height'), at(picture, 'mime')],
    [1600, 900, 'image/jpeg'],
  )
  assert.deepEqual(
    listAt(picture, 'sizes').map((size) => at(size, 'width')),
    [245, 400, 800, 1200],
  )
  const full = await fetchFile(textAt(picture, 'url'))
  assert.equal(full.headers.get('content-type'), 'image/jpeg')
  assert.equal(full.headers.get('x-content-type-options'), 'nosniff')
  const bytes = Buffer.from(await full.arrayBuffer())
  assert.equal((await sharp(bytes).metadata()).width, 1600)
  assert.ok(!bytes.includes('SECRET-OWNER'))
  const small = await sharp(
    Buffer.from(await (await fetchFile(textAt(picture, 'sizes.0.url'))).arrayBuffer()),
  ).metadata()
  assert.equal(small.width, 245)
  const known = { headers: { 'if-none-match': full.headers.get('etag') ?? '' } }
  assert.equal((await fetchFile(textAt(picture, 'url'), known)).status, 304)
  assert.doesNotMatch(full.headers.get('etag') ?? '', /xian|现场/)

  const unpublish = `/content-manager/collection-types/${uid('notice')}/${draft}/actions/unpublish`
  assert.equal((await publisher.call('POST', unpublish, {})).status, 200)
  for (const size of ['', '/thumbnail', '/large'])
    assert.equal((await open(image.documentId, size)).status, 404)
  // Who has a copy is not told that it is still good.
  assert.equal((await fetchFile(textAt(picture, 'url'), known)).status, 404)
})

test('a file is told of by HEAD and read in parts; what asks for it otherwise is refused', async () => {
  const annex = await uploaded(pdf, '长附件.pdf', 'application/pdf')
  await published('notice', aNotice('分段', { annexes: [{ title: '附', file: annex.id }] }))
  const path = `/files/${annex.documentId}`
  const head = await fetchFile(path, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(pdf.length)])
  const etag = head.headers.get('etag') ?? ''
  const size = pdf.length
  for (const [range, status, part] of [
    ['bytes=0-3', 206, pdf.subarray(0, 4)],
    ['bytes=5-', 206, pdf.subarray(5)],
    ['bytes=-6', 206, pdf.subarray(-6)],
    ['bytes=0-999999', 206, pdf],
    [`bytes=${String(size)}-`, 416, Buffer.alloc(0)],
    ['bytes=-0', 416, Buffer.alloc(0)],
    ['bytes=9-3', 200, pdf],
    ['bytes=0-1,3-4', 200, pdf],
    ['lines=0-1', 200, pdf],
  ] as const) {
    const answer = await fetchFile(path, { headers: { range, 'if-range': etag } })
    assert.equal(answer.status, status, range)
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from(part), range)
  }
  const changed = await fetchFile(path, { headers: { range: 'bytes=0-3', 'if-range': '"other"' } })
  assert.equal(changed.status, 200)
  assert.equal((await fetchFile(path, { method: 'POST' })).status, 405)
})

test('no file of what is not public goes out by any door, and the refusal tells nothing', async () => {
  const hidden: string[] = []
  for (const [type, make] of Object.entries({ notice: aNotice, ...furtherTypes })) {
    if (['policy', 'faq', 'entry-link', 'instruction'].includes(type)) continue
    for (const disclosure of ['ON_REQUEST', 'WITHHELD']) {
      const image = await uploaded(await drawing(20, 20).png().toBuffer(), `秘密${type}.png`, 'image/png')
      await published(
        type,
        make('不可见', { disclosure, pictures: [{ image: image.id, alternativeText: '不可见' }] }),
      )
      hidden.push(image.documentId)
    }
  }
  const proof = await uploaded(await drawing(20, 20).png().toBuffer(), '证明.png', 'image/png')
  const annex = await uploaded(pdf, '附件.pdf', 'application/pdf')
  await published(
    'notice',
    aNotice('不可见', { disclosure: 'WITHHELD', annexes: [{ title: '附', file: annex.id }] }),
  )
  const placement = { placeType: 'OTHER', unit: '示例点位', regionCode: '410100', proof: [proof.id] }
  await published('qr-placement', placement)
  for (const id of [...hidden, proof.documentId, annex.documentId]) {
    const answer = await open(id)
    assert.equal(answer.status, 404)
    assert.equal(await answer.text(), await (await open('nosuchfile')).text())
  }
  for (const name of readdirSync(databases.filesFolder))
    for (const path of [
      `/uploads/${name}`,
      `/desk-files/${name}`,
      `/desk-files/${name}?until=9999999999999&seal=AAAA`,
      `/files/${name}`,
      `/${name}`,
      `/files/..%2f${name}`,
    ])
      for (const answer of [await fetch(`${cms.adminUrl}${path}`), await fetchFile(path)])
        assert.notEqual(answer.status, 200, path)
})

test('an annex goes out as a download', async () => {
  const annex = await uploaded(pdf, '附件.pdf', 'application/pdf')
  const id = await published(
    'notice',
    aNotice('有附件', { annexes: [{ title: '附件一', file: annex.id }, { title: '附件二' }] }),
  )
  const { body } = await cms.graph(`{ notice(id: "${id}") { annexes { title file { url mime } } } }`)
  assert.equal(at(body, 'data.notice.annexes.1.file'), null)
  assert.equal(at(body, 'data.notice.annexes.0.file.mime'), 'application/pdf')
  const answer = await fetchFile(textAt(body, 'data.notice.annexes.0.file.url'))
  assert.equal(answer.headers.get('content-disposition'), 'attachment')
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), pdf)
})

test('HTML, SVG, moving and huge pictures are refused under any name, and nothing of them is kept', async () => {
  const frame = drawing(30, 30).png()
  const moving = await sharp([await frame.toBuffer(), await drawing(30, 30).negate().png().toBuffer()], {
    join: { animated: true },
  })
    .webp()
    .toBuffer()
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  const kept = readdirSync(databases.filesFolder).length
  for (const [name, mime, bytes] of [
    ['a.png', 'image/png', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a.png', 'image/png', Buffer.from(svg)],
    ['a.svg', 'image/svg+xml', Buffer.from(svg)],
    ['a.html', 'text/html', Buffer.from('<script>alert(1)</script>')],
    ['a.webp', 'image/webp', moving],
    ['a.gif', 'image/gif', await drawing(9, 9).gif().toBuffer()],
    ['a.png', 'image/png', await drawing(12_001, 1).png().toBuffer()],
    ['a.png', 'image/png', (await frame.toBuffer()).subarray(0, 60)],
    ['a.pdf', 'application/pdf', Buffer.from('no pdf')],
  ] as const) {
    const { status, body } = await editor.upload(bytes, name, mime)
    assert.equal(status, 400, `${name} ${JSON.stringify(body)}`)
  }
  assert.equal(readdirSync(databases.filesFolder).length, kept)
})

test('a file that something uses is neither replaced nor deleted, and an editor changes none', async () => {
  const image = await uploaded(await drawing(30, 30).png().toBuffer(), 'b.png', 'image/png')
  const pictures = [{ image: image.id, alternativeText: '图' }]
  await published('notice', aNotice('用图', { pictures }))
  const refused = await admin.call('DELETE', `/upload/files/${String(image.id)}`)
  assert.equal(refused.status, 400)
  assert.match(textAt(refused.body, 'error.message'), /正在使用/)
  assert.equal((await editor.call('DELETE', `/upload/files/${String(image.id)}`)).status, 403)
  assert.equal((await publisher.upload(pdf, 'c.pdf', 'application/pdf')).status, 403)
  assert.equal((await open(image.documentId)).status, 200)
})

test('the desk sees files by addresses sealed for an hour', async () => {
  const image = await uploaded(await drawing(30, 30).png().toBuffer(), 'd.png', 'image/png')
  const { body } = await editor.call('GET', `/upload/files/${String(image.id)}`)
  const address = textAt(body, 'url')
  assert.equal((await fetch(`${cms.adminUrl}${address}`)).status, 200)
  const later = address.replace(/until=\d/, 'until=9')
  assert.equal((await fetch(`${cms.adminUrl}${later}`)).status, 404)
})

test('a picture without words is not published', async () => {
  const image = await uploaded(await drawing(30, 30).png().toBuffer(), 'e.png', 'image/png')
  const id = await editor.create('notice', aNotice('无字', { pictures: [{ image: image.id }] }))
  assert.equal((await publisher.publish('notice', id)).status, 400)
})

/** A picture in rich text as the desk's editor puts it in, with what it says of the file changed at will. */
async function inText(documentId: string, more: object = {}): Promise<object> {
  const { body } = await editor.call('GET', '/upload/files?pageSize=100&sort=createdAt:desc')
  const file = listAt(body, 'results').find((found) => at(found, 'documentId') === documentId)
  const image = { ...(file as object), alternativeText: '示意图', ...more }
  return { type: 'image', image, children: [{ type: 'text', text: '' }] }
}
const words = { type: 'paragraph', children: [{ type: 'text', text: '前文' }] }

test('a picture in a text is public with the text, in its true size, whatever the text says of it', async () => {
  const kept = await uploaded(await drawing(900, 300).png().toBuffer(), 'f.png', 'image/png')
  const image = await inText(kept.documentId, { url: 'https://evil.invalid/x.svg', width: 1, formats: null })
  assert.equal((await open(kept.documentId)).status, 404)
  const id = await editor.create('notice', aNotice('图文', { body: [words, image] }))
  assert.equal((await open(kept.documentId)).status, 404)
  assert.equal((await publisher.publish('notice', id)).status, 200)
  const { body } = await cms.graph(
    `{ notice(id: "${id}") { bodyHtml bodyBlocks { kind picture { url width height mime alternativeText sizes { url width } } } } }`,
  )
  const path = `/files/${kept.documentId}`
  assert.deepEqual(at(body, 'data.notice.bodyBlocks'), [
    { kind: 'PARAGRAPH', picture: null },
    {
      kind: 'IMAGE',
      picture: {
        url: path,
        width: 900,
        height: 300,
        mime: 'image/png',
        alternativeText: '示意图',
        sizes: [
          { url: `${path}/thumbnail`, width: 245 },
          { url: `${path}/small`, width: 400 },
          { url: `${path}/medium`, width: 800 },
        ],
      },
    },
  ])
  assert.equal(
    at(body, 'data.notice.bodyHtml'),
    `<p>前文</p><figure><img src="${path}" alt="示意图" width="900" height="300" srcset="${path}/thumbnail 245w, ` +
      `${path}/small 400w, ${path}/medium 800w, ${path} 900w" sizes="(max-width: 900px) 100vw, 900px" loading="lazy"></figure>`,
  )
  assert.equal((await open(kept.documentId, '/medium')).status, 200)
  const refused = await admin.call('DELETE', `/upload/files/${String(kept.id)}`)
  assert.match(textAt(refused.body, 'error.message'), /正在使用/)
  const unpublish = `/content-manager/collection-types/${uid('notice')}/${id}/actions/unpublish`
  assert.equal((await publisher.call('POST', unpublish, {})).status, 200)
  assert.equal((await open(kept.documentId)).status, 404)
})

test('a text with a picture that is not ours, or that has no words, is not published', async () => {
  const kept = await uploaded(await drawing(9, 9).png().toBuffer(), 'g.png', 'image/png')
  const paper = await uploaded(pdf, 'g.pdf', 'application/pdf')
  for (const [image, sentence] of [
    [await inText(kept.documentId, { alternativeText: 'g.png' }), /替代文字/],
    [await inText(kept.documentId, { alternativeText: null }), /替代文字/],
    [await inText(kept.documentId, { hash: 'nosuchfile' }), /媒体库/],
    [await inText(paper.documentId, { width: 3, height: 3 }), /媒体库/],
  ] as const) {
    const id = await editor.create('notice', aNotice('坏图', { body: [words, image] }))
    const answer = await publisher.publish('notice', id)
    assert.equal(answer.status, 400)
    assert.match(textAt(answer.body, 'error.message'), sentence)
  }
})
