/** What of the admin's own routes is written down, and under which name. */
const watched: readonly [method: string, path: RegExp, action: string][] = [
  ['POST', /^\/admin\/login$/, 'sign-in'],
  ['POST', /^\/admin\/logout$/, 'sign-out'],
  ['POST', /^\/admin\/(register|register-admin|reset-password)$/, 'password'],
  ['PUT', /^\/admin\/users\/me$/, 'account-update'],
  ['POST', /^\/admin\/users$/, 'account-create'],
  ['POST', /^\/admin\/users\/batch-delete$/, 'account-delete'],
  ['PUT', /^\/admin\/users\/[^/]+$/, 'account-update'],
  ['DELETE', /^\/admin\/users\/[^/]+$/, 'account-delete'],
  ['POST', /^\/admin\/roles$/, 'role-create'],
  ['POST', /^\/admin\/roles\/batch-delete$/, 'role-delete'],
  ['PUT', /^\/admin\/roles\/[^/]+\/permissions$/, 'permissions'],
  ['PUT', /^\/admin\/roles\/[^/]+$/, 'role-update'],
  ['DELETE', /^\/admin\/roles\/[^/]+$/, 'role-delete'],
  ['PUT', /^\/desk\/region-editors\/[^/]+$/, 'region'],
  ['POST', /^\/admin\/(api-tokens|transfer\/tokens)(\/.*)?$/, 'token'],
  ['PUT', /^\/admin\/(api-tokens|transfer\/tokens)\/.*$/, 'token'],
  ['DELETE', /^\/admin\/(api-tokens|transfer\/tokens)\/.*$/, 'token'],
]

export function watchedAction(method: string, path: string): string | undefined {
  const plain = path.replace(/\/+$/, '')
  return watched.find(([verb, pattern]) => verb === method && pattern.test(plain))?.[2]
}

/** Which fields a request sets; what it sets them to may be a password. */
export function fieldsSet(body: unknown): string[] {
  return body !== null && typeof body === 'object' && !Array.isArray(body) ? Object.keys(body).sort() : []
}
