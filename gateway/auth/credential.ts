import { AndonError } from '../../platform/errors.js'

const twoCredentials = {
  zh: '一次请求只能携带一个凭证，请不要同时使用登录和查询码。',
  en: 'A request carries one credential: a sign-in or a receipt session, never both.',
}
const notBearer = {
  zh: '凭证格式不正确，应为 Authorization: Bearer。',
  en: 'The credential is malformed: it should read Authorization: Bearer.',
}

/**
 * The one credential of a request, or undefined for a stranger.
 *
 * @param raw Node's raw headers, name and value in turns: the parsed form silently keeps the first of two
 * @throws AndonError BAD_USER_INPUT for two credentials, UNAUTHENTICATED for something that is none
 */
export function readCredential(raw: readonly string[]): string | undefined {
  const given: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    if (raw[at]?.toLowerCase() === 'authorization') given.push(raw[at + 1] ?? '')
  }
  return given.length === 0 ? undefined : readBearer(given)
}

/**
 * The credential in the payload of `connection_init`: `{ "authorization": "Bearer …" }`, in any case of the name.
 *
 * @throws as readCredential
 */
export function readInitCredential(
  payload: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const given = Object.entries(payload ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'authorization' && value !== null && value !== undefined && value !== ''
      ? [value]
      : [],
  )
  return given.length === 0 ? undefined : readBearer(given)
}

function readBearer(given: readonly unknown[]): string {
  const [value] = given
  if (given.length > 1 || (typeof value === 'string' && /,|bearer .*\bbearer /i.test(value)))
    throw new AndonError('BAD_USER_INPUT', twoCredentials)
  const token = typeof value === 'string' ? /^bearer +([\w.~+/=-]+) *$/i.exec(value)?.[1] : undefined
  if (token === undefined) throw new AndonError('UNAUTHENTICATED', notBearer)
  return token
}
