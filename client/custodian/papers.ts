import { z } from 'zod'
import { fromHex, toHex, type Bytes } from '../sealing/bytes.js'
import { intl1 } from '../sealing/intl-1.suite.js'
import type { Recipients, SealingPolicy } from '../sealing/recipients.js'
import { sm1 } from '../sealing/sm-1.suite.js'
import type { Suite } from '../sealing/suite.js'

/*
 * The JSON files that people carry between the platform and this program. Binary formats stand in them as base64. An
 * answer of the graph serves as it is, `data` and all; what the program writes serves as variables of a mutation.
 */

export const suites: readonly Suite[] = [intl1, sm1]

const base64 = z.base64().transform((text): Bytes => Uint8Array.from(Buffer.from(text, 'base64')))
const hex = z.hex().transform(fromHex)
export const suiteName = z.enum(['INTL_1', 'SM_1']).transform((name) => (name === 'INTL_1' ? intl1 : sm1))

const pin = z.object({
  authorityId: z.string().min(1),
  rootPublicKey: hex,
  seen: z.object({ version: z.int().positive(), digest: hex }).optional(),
})

/** policy.json: which roots are trusted. It comes with the program and never from a server. */
export const policyPaper = z.object({ suite: suiteName, custodians: pin, approvers: z.array(pin).min(1) })

/** What an answer of the graph holds, where the file is one; a file of this program's own is what it is. */
export function unwrapAnswer(json: unknown): unknown {
  const answer = z.object({ data: z.record(z.string(), z.unknown()) }).safeParse(json)
  const held = answer.success ? Object.values(answer.data.data) : []
  return held.length === 1 ? held[0] : json
}

/** A reveal has its dossier in it. */
const dossierWithin = z.object({ dossier: z.unknown() })

/** dossier.json: one sealed identity as the platform hands it out, with what the audit chain says of it. */
export const dossierPaper = z.preprocess(
  (json) => dossierWithin.safeParse(json).data?.dossier ?? json,
  z.object({
    envelope: base64,
    row: z.object({ table: z.string(), row: z.string(), field: z.string() }),
    recordedHash: hex,
    bundles: z.object({ custodians: base64, approvers: z.array(base64) }),
  }),
)

/** request.json: for the approver's eyes, with the reason in words. */
export const requestPaper = z.object({
  request: base64,
  reason: z.object({ text: z.string().min(1), salt: hex }),
})

/** approval.json: for the custodian who asked. */
export const approvalPaper = z.object({ approval: base64 })

/** holders.json: what the root's keeper has decided; cards are paths beside it. */
export const holdersPaper = z.object({
  version: z.int().positive(),
  issuedAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
  holders: z.array(
    z.object({
      card: z.string(),
      role: z.enum(['CUSTODIAN', 'APPROVER', 'RECOVERY']),
      validFrom: z.coerce.date(),
      validUntil: z.coerce.date(),
    }),
  ),
  revokedKeyIds: z.array(hex).default([]),
})

export function toPolicy(paper: z.output<typeof policyPaper>): SealingPolicy {
  const toPin = ({ seen, ...rest }: z.output<typeof pin>) => (seen === undefined ? rest : { ...rest, seen })
  return {
    suite: paper.suite,
    custodians: toPin(paper.custodians),
    approvers: paper.approvers.map(toPin),
  }
}

/** The policy as a file, with the versions just seen: an older bundle is refused from then on. */
export function writePolicy(policy: SealingPolicy, seen: Recipients['seen']): string {
  const write = ({ authorityId, rootPublicKey }: SealingPolicy['custodians']) => {
    const found = seen.find((each) => each.authorityId === authorityId)
    const version = found && { version: found.version, digest: toHex(found.digest) }
    return { authorityId, rootPublicKey: toHex(rootPublicKey), ...(version && { seen: version }) }
  }
  return writeJson({
    suite: policy.suite.name,
    custodians: write(policy.custodians),
    approvers: policy.approvers.map(write),
  })
}

export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
