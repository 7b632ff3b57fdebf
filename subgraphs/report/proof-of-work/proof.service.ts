import type { EntityManager } from '@mikro-orm/postgresql'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { costOf } from './difficulty.js'
import type { ProofPurpose, WorkChallenge } from './proof.type.js'

type Purpose = `${ProofPurpose}`

export type ProofOfWork = {
  /** @param crowding of where it is asked from, 0 to 5 */
  challenge: (em: EntityManager, purpose: Purpose, crowding: number) => Promise<WorkChallenge>
  /** @throws AndonError BAD_USER_INPUT where the work was not done for this purpose, is too old or was used before */
  spend: (
    em: EntityManager,
    purpose: Purpose,
    given: { proof: string | null | undefined; inputPath: string },
  ) => Promise<void>
  /** Makes the next challenges harder; 0 writes as much as 1, so that time tells nothing. */
  weigh: (em: EntityManager, purpose: Purpose, weight: 0 | 1) => Promise<void>
}

const algorithm = 'PBKDF2/SHA-256'
const goodForMs = 10 * 60_000
const longestProof = 4_096

const proofShape = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      algorithm: z.literal(algorithm),
      expiresAt: z.number(),
      data: z.object({ purpose: z.string() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.looseObject({ counter: z.number(), derivedKey: z.string() }),
})

/**
 * Work instead of an address or an account: it slows a flood and knows nobody.
 *
 * @param key signs challenges; the same for all replicas
 */
export function createProofOfWork(key: Buffer): ProofOfWork {
  const hmacSignatureSecret = key.toString('hex')
  return {
    challenge: async (em, purpose, crowding) => {
      const expiresAt = new Date(Math.ceil((Date.now() + goodForMs) / 1000) * 1000)
      const challenge = await createChallenge({
        algorithm,
        deriveKey,
        hmacSignatureSecret,
        cost: costOf(purpose, await weightOf(em, purpose), crowding),
        expiresAt,
        data: { purpose },
      })
      return { challenge: JSON.stringify(challenge), expiresAt }
    },
    spend: async (em, purpose, { proof, inputPath }) => {
      const read = readProof(proof)
      if (read?.challenge.parameters.data.purpose !== purpose) throw refused(inputPath)
      const { verified } = await verifySolution({ ...read, deriveKey, hmacSignatureSecret })
      if (!verified || !(await isFirstUse(em, read.challenge))) throw refused(inputPath)
      if (purpose === 'SUBMIT_REPORT') await addWeight(em, purpose, 1)
    },
    weigh: addWeight,
  }
}

function readProof(proof: string | null | undefined): z.infer<typeof proofShape> | undefined {
  if (!proof || proof.length > longestProof) return undefined
  try {
    return proofShape.parse(JSON.parse(Buffer.from(proof, 'base64').toString()))
  } catch {
    return undefined
  }
}

/** What has expired may be forgotten, since its signature no longer holds; pressure counts for ten minutes. */
export async function forgetExpiredProofs(em: EntityManager): Promise<void> {
  await em.execute('DELETE FROM report.spent_proof WHERE expires_at < now()')
  await em.execute("DELETE FROM report.proof_pressure WHERE minute < now() - interval '1 hour'")
}

/** Shared by all replicas through the database. */
async function isFirstUse(
  em: EntityManager,
  { signature, parameters }: z.infer<typeof proofShape>['challenge'],
): Promise<boolean> {
  const challenge = createHash('sha256').update(signature.toLowerCase()).digest()
  const written = await em.execute<object[]>(
    'INSERT INTO report.spent_proof (challenge, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING 1 AS first',
    [challenge, new Date(parameters.expiresAt * 1000)],
  )
  return written.length > 0
}

async function addWeight(em: EntityManager, purpose: Purpose, weight: 0 | 1): Promise<void> {
  await em.execute(
    `INSERT INTO report.proof_pressure AS pressure (purpose, minute, weight)
     VALUES (?, date_trunc('minute', now()), ?)
     ON CONFLICT (purpose, minute) DO UPDATE SET weight = pressure.weight + excluded.weight`,
    [purpose, weight],
  )
}

async function weightOf(em: EntityManager, purpose: Purpose): Promise<number> {
  const [row] = await em.execute<{ weight: number }[]>(
    `SELECT coalesce(sum(weight), 0)::int AS weight FROM report.proof_pressure
     WHERE purpose = ? AND minute > now() - interval '10 minutes'`,
    [purpose],
  )
  return row?.weight ?? 0
}

function refused(inputPath: string): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '安全校验未完成或已失效，请重新校验后再试。',
      en: 'The proof of work is missing, wrong, expired or used: ask for a challenge and solve it.',
    },
    { inputPath },
  )
}
