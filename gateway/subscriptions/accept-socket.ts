import { AndonError } from '../../platform/errors.js'
import { negotiateLanguage } from '../../platform/language.js'
import type { Authenticate } from '../auth/authenticate.js'
import { readCredential, readInitCredential } from '../auth/credential.js'
import { closeCode, type ClientSocket } from './socket.js'

/**
 * Decides on `connection_init`. The credential is in its payload, or, from clients that can set them, in the
 * headers of the upgrade; one of both. `acceptLanguage` in the payload is for browsers, which send their own.
 *
 * @returns false to refuse; the socket is closed with 4403, or with a code closed here before
 */
export async function acceptSocket(
  authenticate: Authenticate,
  client: ClientSocket,
  payload: Readonly<Record<string, unknown>> | undefined,
): Promise<boolean> {
  const wanted = payload?.['acceptLanguage']
  if (typeof wanted === 'string') client.language = negotiateLanguage(wanted)
  try {
    const fromHeader = readCredential(client.headers)
    const fromPayload = readInitCredential(payload)
    if (fromHeader !== undefined && fromPayload !== undefined) throw new AndonError('BAD_USER_INPUT')
    client.signIn(await authenticate(fromPayload ?? fromHeader))
    return true
  } catch (error) {
    const code = error instanceof AndonError ? error.code : undefined
    if (code === 'BAD_USER_INPUT') client.close(closeCode.badRequest, 'One credential per connection')
    if (code === 'SUBGRAPH_UNAVAILABLE') client.close(closeCode.tryAgainLater, 'Sign-in is unavailable')
    return false
  }
}
