import { demoPassword, type Cms } from './cms'
import { at, textAt } from './json'

export type Answer = { status: number; body: unknown }
export type Desk = {
  create: (type: string, data: object) => Promise<string>
  call: (method: string, path: string, body?: object) => Promise<Answer>
  /** Agrees to the draft as it stands now, or sends it back with a reason. */
  decide: (type: string, documentId: string, reason?: string) => Promise<Answer>
  /** Decides on what is marked in a typical case: all of it may stay. */
  keepMarks: (type: string, documentId: string) => Promise<void>
  /** What a publisher does who is the reviewer too: agrees, where that is allowed, then publishes. */
  publish: (type: string, documentId: string) => Promise<Answer>
  /** The publish button alone. */
  publishOnly: (type: string, documentId: string) => Promise<Answer>
  /** What the save rests on, as the desk's forms say it. */
  save: (type: string, documentId: string, data: object, readAt?: string) => Promise<Answer>
  read: (type: string, documentId: string) => Promise<Answer>
  /** The answer as it comes, for files. */
  fetch: (method: string, path: string, body?: object) => Promise<Response>
  upload: (bytes: Buffer, name: string, mime: string) => Promise<Answer>
}

export const uid = (type: string): string => `api::${type}.${type}`

export type DemoAccount = 'editor' | 'reviewer' | 'publisher' | 'region' | 'manager' | 'admin'

/** The admin API as a demo account uses it: the way of the story test and of README.md. */
export async function signIn(cms: Cms, name: DemoAccount, password = demoPassword): Promise<Desk> {
  const email = `${name}@cms.example.invalid`
  const session = await send(cms, 'POST', '/admin/login', { email, password })
  if (session.status !== 200) throw new Error(`no sign-in: ${JSON.stringify(session.body)}`)
  const token = textAt(session.body, 'data.token')
  const call: Desk['call'] = (method, path, body) => send(cms, method, path, body, token)
  const one = (type: string, id: string): string => `/content-manager/collection-types/${uid(type)}/${id}`
  const read: Desk['read'] = (type, id) => call('GET', one(type, id))
  const decide: Desk['decide'] = async (type, id, reason) => {
    const decision =
      reason === undefined ? { decision: 'agree', approvalSeen: true } : { decision: 'return', reason }
    const readAt = at((await read(type, id)).body, 'data.updatedAt')
    return call('POST', `/desk/documents/${uid(type)}/${id}/decisions`, { ...decision, readAt })
  }
  const keepMarks: Desk['keepMarks'] = async (type, id) => {
    if (type !== 'case-publication') return
    const path = `/desk/case-publications/${id}/marks`
    const { body } = await call('GET', path)
    const marks = at(body, 'data.marks')
    if (!Array.isArray(marks) || marks.length === 0) return
    const decisions = marks.map((mark) => ({ key: textAt(mark, 'key'), decision: 'KEEP', reason: '试验' }))
    await call('POST', path, { readAt: at(body, 'data.updatedAt'), decisions })
  }
  const publishOnly: Desk['publishOnly'] = (type, id) => call('POST', `${one(type, id)}/actions/publish`, {})
  return {
    call,
    fetch: (method, path, body) => request(cms, method, path, { body, token }),
    read,
    decide,
    publishOnly,
    keepMarks,
    publish: async (type, id) => {
      await keepMarks(type, id)
      await decide(type, id)
      return publishOnly(type, id)
    },
    save: (type, id, data, readAt) =>
      send(cms, 'PUT', one(type, id), data, token, readAt === undefined ? {} : { 'x-desk-read-at': readAt }),
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
  }
}

type Sent = { body?: object | undefined; token?: string | undefined; headers?: Record<string, string> }

function request(cms: Cms, method: string, path: string, { body, token, headers }: Sent): Promise<Response> {
  return fetch(`${cms.adminUrl}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function send(
  cms: Cms,
  method: string,
  path: string,
  body?: object,
  token?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await request(cms, method, path, { body, token, headers })
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
  source: '某部门通报的典型案例',
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
