import { solveChallenge as solve, type Challenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/**
 * Does the work that `requestProofOfWork` asks for, in a browser, a mini-program with WebCrypto, or Node.
 *
 * @param challenge the text of `WorkChallenge.challenge`
 * @returns what `openReceipt`, `startDraft` and `submitReport` take as proof
 * @throws Error where it is not solved within `timeoutMs`
 */
export async function solveChallenge(challenge: string, timeoutMs = 90_000): Promise<string> {
  const { parameters, signature } = JSON.parse(challenge) as Required<Challenge>
  const given = { parameters, signature }
  const solution = await solve({ challenge: given, deriveKey, timeout: timeoutMs })
  if (solution === null) throw new Error('the challenge was not solved in time')
  return btoa(JSON.stringify({ challenge: given, solution }))
}
