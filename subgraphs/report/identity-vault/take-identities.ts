import type { EntityManager } from '@mikro-orm/postgresql'
import { randomBytes } from 'node:crypto'
import { toHex } from '../../../client/sealing/bytes.js'
import { describeEnvelope, type EnvelopeDescription } from '../../../client/sealing/envelope.js'
import { sealIdentity } from '../../../client/sealing/seal-identity.js'
import { identityRow } from './identity-row.js'
import { SealedIdentity, type EnvelopeSuite, type SealedBy } from './identity.entity.js'
import type { IdentityInput, JointReporterInput } from './identity.input.js'
import type { Holding, Holdings } from './keys/holdings.js'
import { orBadInput, readBase64 } from './papers.js'

/** One identity that may be stored: whoever sealed it, this process looks at the form only. */
export type TakenIdentity = {
  position: number
  envelope: Uint8Array
  described: EnvelopeDescription
  sealedBy: SealedBy
}

type Given = { given: JointReporterInput; position: number; inputPath: string }

/**
 * Brings every identity of a submission into its envelope. Sealing here is for front ends that cannot; it is marked,
 * because a server that was taken over would have seen it.
 *
 * @returns null where an envelope is sealed to others than the present holders: the form is to seal anew
 * @throws AndonError BAD_USER_INPUT where an envelope is not of the documented form or suite
 */
export async function takeIdentities(
  em: EntityManager,
  holdings: Holdings,
  holding: Holding,
  given: { reportId: string; reporter: JointReporterInput; joint: readonly JointReporterInput[] },
): Promise<TakenIdentity[] | null> {
  const people: Given[] = [
    { given: given.reporter, position: 0, inputPath: 'input.identityEnvelope' },
    ...given.joint.map((each, at) => ({
      given: each,
      position: at + 1,
      inputPath: `input.jointReporters[${String(at)}].identityEnvelope`,
    })),
  ]
  const taken: TakenIdentity[] = []
  for (const { position, inputPath, given: person } of people) {
    const { identity, identityEnvelope } = person
    if (identityEnvelope) {
      const envelope = readBase64(identityEnvelope, inputPath)
      const described = orBadInput(inputPath, () => describeEnvelope(envelope, [holding.suite]))
      if (!(await holdings.isSealedTo(em, holding, described))) return null
      taken.push({ position, envelope, described, sealedBy: 'CLIENT' })
    } else if (identity) {
      taken.push(sealHere(holding, identity, given.reportId, position))
    } else throw new Error('the rules let nobody through without an identity')
  }
  return taken
}

function sealHere(
  { suite, policy, bundles }: Holding,
  typed: IdentityInput,
  reportId: string,
  position: number,
): TakenIdentity {
  const identity = {
    name: typed.name.trim(),
    phone: typed.phone.replace(/\s/g, ''),
    email: typed.email?.trim() ?? '',
    address: typed.address?.trim() ?? '',
  }
  const row = identityRow(reportId, position, 'CONTACT')
  const random = (length: number) => randomBytes(length)
  const { envelope } = sealIdentity({ identity, row, policy, bundles, random, now: new Date() })
  return { position, envelope, described: describeEnvelope(envelope, [suite]), sealedBy: 'SERVER' }
}

/** Within the transaction of the report they belong to. */
export function storeIdentities(
  em: EntityManager,
  taken: readonly TakenIdentity[],
  where: { reportId: string; holding: Holding; sealedAt: Date },
): SealedIdentity[] {
  const { reportId, holding, sealedAt } = where
  return taken.map(({ position, envelope, described, sealedBy }) => {
    const stored = em.create(SealedIdentity, {
      ...{ reportId, position, purpose: 'CONTACT' as const },
      ...columnsOf(envelope, described),
      custodianAuthorityId: holding.custodianAuthorityId,
      approverAuthorityIds: [...holding.approverAuthorityIds],
      ...{ sealedBy, sealedAt, resealedAt: null },
    })
    em.persist(stored)
    return stored
  })
}

/** What is stored of an envelope. */
export function columnsOf(envelope: Uint8Array, described: EnvelopeDescription) {
  const suite: EnvelopeSuite = described.suite
  return {
    envelope: Buffer.from(envelope),
    suite,
    envelopeHash: Buffer.from(described.envelopeHash),
    contentHash: Buffer.from(described.contentHash),
    keyIds: [...described.custodianKeyIds, ...described.approverKeyIds].map(toHex),
  }
}
