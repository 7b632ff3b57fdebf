/** The save each open form rests on, by the document's id. */
const readAt = new Map<string, string>()

export function rememberReading(documentId: string, updatedAt: string): void {
  readAt.set(documentId, updatedAt)
}

/** What the server answers to a save is what the next save rests on. */
const guarded =
  /\/content-manager\/collection-types\/[^/?]+\/([a-z0-9]+)(\/actions\/(publish|discard))?(\?|$)/

/**
 * Tells the server which save a form rests on: it refuses to write over one made since. Strapi has no place for this
 * in its own forms.
 */
export function tellWhatSavesRestOn(): void {
  const send = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const address = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
    const documentId = guarded.exec(address)?.[1]
    const said = documentId === undefined ? undefined : readAt.get(documentId)
    const writes = init?.method === 'PUT' || init?.method === 'POST'
    if (documentId === undefined || said === undefined || !writes) return send(input, init)
    const headers = new Headers(init.headers)
    headers.set('x-desk-read-at', said)
    const response = await send(input, { ...init, headers })
    if (response.ok && init.method === 'PUT') await rememberAnswer(documentId, response.clone())
    return response
  }
}

async function rememberAnswer(documentId: string, response: Response): Promise<void> {
  const answer = (await response.json().catch(() => undefined)) as
    { data?: { updatedAt?: string } } | undefined
  if (answer?.data?.updatedAt !== undefined) readAt.set(documentId, answer.data.updatedAt)
}
