export const graphqlResponse = 'application/graphql-response+json'
export const legacyJson = 'application/json'

export type MediaType = typeof graphqlResponse | typeof legacyJson

/**
 * The form of the answer: the client's preference, plain JSON where it has none.
 *
 * @param accept the header's value
 * @returns undefined where the client takes neither
 */
export function chooseMediaType(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept === '' || accept === '*/*') return legacyJson
  let best: { type: MediaType; weight: number } | undefined
  for (const { name, weight } of ranges(accept)) {
    const type = name === graphqlResponse ? graphqlResponse : jsonRanges.has(name) ? legacyJson : undefined
    if (type !== undefined && weight > 0 && (best === undefined || weight > best.weight))
      best = { type, weight }
  }
  return best?.type
}

/** Whether a browser navigates here: it wants a page more than data. */
export function prefersPage(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('text/html')) return false
  const all = ranges(accept)
  const page = all.find(({ name }) => name === 'text/html')?.weight ?? 0
  return all.every(({ name, weight }) => (name !== legacyJson && name !== graphqlResponse) || weight < page)
}

const jsonRanges: ReadonlySet<string> = new Set([legacyJson, 'application/*', '*/*'])

function ranges(accept: string): { name: string; weight: number }[] {
  return accept
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { name, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
}
