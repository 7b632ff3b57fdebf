import { demoPassword, type Cms } from './cms'
import { textAt } from './json'

export type Answer = { status: number; body: unknown }
export type Desk = {
  create: (type: string, data: object) => Promise<string>
  call: (method: string, path: string, body?: object) => Promise<Answer>
  publish: (type: string, documentId: string) => Promise<Answer>
  upload: (bytes: Buffer, name: string, mime: string) => Promise<Answer>
}

export const uid = (type: string): string => `api::${type}.${type}`

/** The admin API as a demo account uses it: the way of the story test and of README.md. */
export async function signIn(
  cms: Cms,
  name: 'editor' | 'publisher' | 'admin',
  password = demoPassword,
): Promise<Desk> {
  const email = `${name}@cms.example.invalid`
  const session = await send(cms, 'POST', '/admin/login', { email, password })
  if (session.status !== 200) throw new Error(`no sign-in: ${JSON.stringify(session.body)}`)
  const token = textAt(session.body, 'data.token')
  const call: Desk['call'] = (method, path, body) => send(cms, method, path, body, token)
  return {
    call,
    create: async (type, data) => {
      const answer = await call('POST', `/content-manager/collection-types/${uid(type)}`, data)
      if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`)
      return textAt(answer.body, 'data.documentId')
    },
    upload: async (bytes, name, mime) => {
      const form = new FormData()
      form.set('files', new Blob([new Uint8Array(bytes)], { type: mime }), name)
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetch(`${cms.adminUrl}/upload`, { method: 'POST', headers, body: form })
      return { status: response.status, body: await response.json() }
    },
    publish: (type, documentId) =>
      call('POST', `/content-manager/collection-types/${uid(type)}/${documentId}/actions/publish`, {}),
  }
}

async function send(cms: Cms, method: string, path: string, body?: object, token?: string): Promise<Answer> {
  const response = await fetch(`${cms.adminUrl}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
}

const paragraph = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] })

export const aNotice = (title: string, more: object = {}): object => ({
  title,
  summary: '摘要',
  body: [paragraph('正文')],
  disclosure: 'ACTIVE',
  ...more,
})

export const aCase = (title: string, more: object = {}): object => ({
  title,
  body: [paragraph('正文')],
  regionCode: '410000',
  summaryId: '11111111-1111-4111-8111-111111111111',
  disclosure: 'ACTIVE',
  ...more,
})

export const aVersion = (version: number | undefined, more: object = {}): object => ({
  ...(version === undefined ? {} : { version }),
  title: '须知',
  clauses: [{ number: '1', title: '一', text: '内容' }],
  ...more,
})

const blocks = (text: string): object[] => [paragraph(text)]

/** What each further type needs before it can be published; words stand where the graph would show them. */
export const furtherTypes: Record<string, (words: string, more?: object) => object> = {
  policy: (words, more) => ({
    code: 'test-policy',
    kind: 'HANDLING',
    title: words,
    body: blocks(words),
    disclosure: 'ACTIVE',
    ...more,
  }),
  faq: (words, more) => ({
    question: words,
    answer: blocks(words),
    category: 'OTHER',
    position: 1,
    disclosure: 'ACTIVE',
    ...more,
  }),
  'entry-link': (words, more) => ({
    title: words,
    authority: words,
    kind: 'WEBSITE',
    address: 'https://entry.example.invalid/report?a=1',
    source: 'test-site',
    position: 1,
    disclosure: 'ACTIVE',
    ...more,
  }),
  'media-record': (words, more) => ({
    medium: 'CHINA_COAL_NEWS',
    mediumType: 'NEWSPAPER',
    title: words,
    issuedOn: '2026-02-01',
    disclosure: 'ACTIVE',
    ...more,
  }),
  'activity-record': (words, more) => ({
    kind: 'LECTURE',
    title: words,
    heldOn: '2026-02-02',
    regionCode: '410100',
    disclosure: 'ACTIVE',
    ...more,
  }),
  'poster-template': (words, more) => ({
    title: words,
    material: 'POSTER',
    paper: 'A4',
    orientation: 'PORTRAIT',
    headline: words,
    disclosure: 'ACTIVE',
    ...more,
  }),
  instruction: (words, more) => ({
    kind: 'USE',
    title: words,
    clauses: [{ number: '1', text: words }],
    disclosure: 'ACTIVE',
    ...more,
  }),
}
