import { setTimeout as sleep } from 'node:timers/promises'

/** What publicity staff do in Strapi's admin, by the same HTTP calls their browser makes. */
export type Desk = {
  create: (type: DeskType, fields: Record<string, unknown>) => Promise<string>
  /** Reads the draft and agrees to what was read; the last editor is refused. */
  agree: (type: DeskType, documentId: string) => Promise<void>
  publish: (type: DeskType, documentId: string) => Promise<void>
  withdraw: (type: DeskType, documentId: string) => Promise<void>
  /** Puts a file into the media library; its number there. */
  upload: (bytes: Buffer, name: string) => Promise<{ id: number }>
  /** Saves a change of a draft. */
  save: (type: DeskType, documentId: string, fields: Record<string, unknown>) => Promise<void>
  /** What the desk's own pages ask below `/desk`; with a body it is a POST. */
  ask: (path: string, body?: unknown) => Promise<unknown>
}

export type DeskType = 'notice' | 'case-publication' | 'reporting-notice' | 'privacy-explanation'

/** The desk refused; `message` is what the editor sees. */
export class DeskRefusal extends Error {
  override name = 'DeskRefusal'

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * Signs in to the admin.
 *
 * @param adminUrl such as `http://localhost:1337/admin`
 */
export async function openDesk(
  adminUrl: string,
  account: { email: string; password: string },
): Promise<Desk> {
  const { data } = (await call(`${adminUrl}/login`, account)) as { data: { token: string } }
  const collection = (type: DeskType): string =>
    new URL(`/content-manager/collection-types/api::${type}.${type}`, adminUrl).href
  return {
    create: async (type, fields) => {
      const created = (await call(collection(type), fields, data.token)) as { data: { documentId: string } }
      return created.data.documentId
    },
    agree: async (type, documentId) => {
      const draft = (await call(`${collection(type)}/${documentId}`, undefined, data.token)) as {
        data: { updatedAt: string }
      }
      await call(
        new URL(`/desk/documents/api::${type}.${type}/${documentId}/decisions`, adminUrl).href,
        { decision: 'agree', readAt: draft.data.updatedAt, approvalSeen: true },
        data.token,
      )
    },
    publish: async (type, documentId) => {
      await call(`${collection(type)}/${documentId}/actions/publish`, {}, data.token)
    },
    withdraw: async (type, documentId) => {
      await call(`${collection(type)}/${documentId}/actions/unpublish`, {}, data.token)
    },
    upload: async (bytes, name) => {
      const form = new FormData()
      form.set('files', new Blob([new Uint8Array(bytes)]), name)
      const headers = { authorization: `Bearer ${data.token}` }
      const response = await fetch(new URL('/upload', adminUrl), { method: 'POST', headers, body: form })
      const [file] = (await response.json()) as { id: number }[]
      if (file === undefined) throw new DeskRefusal(response.status, 'the file was not taken')
      return file
    },
    save: async (type, documentId, fields) => {
      await call(`${collection(type)}/${documentId}`, fields, data.token, 'PUT')
    },
    ask: async (path, body) => {
      const answer = await call(new URL(`/desk${path}`, adminUrl).href, body, data.token)
      return (answer as { data: unknown }).data
    },
  }
}

async function call(url: string, body: unknown, token?: string, method = 'POST'): Promise<unknown> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`
  for (let attempt = 1; ; attempt += 1) {
    const request = body === undefined ? {} : { method, body: JSON.stringify(body) }
    const response = await fetch(url, { headers, ...request })
    if (response.ok) return response.json()
    // Strapi limits sign-ins per minute; a person would wait too.
    if (response.status !== 429 || attempt === 5) {
      const refusal = (await response.json()) as { error?: { message?: string } }
      throw new DeskRefusal(response.status, refusal.error?.message ?? response.statusText)
    }
    await sleep(2_000 * attempt)
  }
}
