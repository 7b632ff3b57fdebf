import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ProofPurpose, WorkChallenge } from './proof.type.js'

@Resolver()
export class ProofResolver {
  /** A mutation, since equal queries under way are asked once, and a challenge must not be given to two. */
  @Mutation(() => WorkChallenge, {
    description: '取一道工作量证明题。Gives a challenge for a proof of work.',
  })
  requestProofOfWork(
    @Arg('purpose', () => ProofPurpose, { description: '用途。What for.' }) purpose: ProofPurpose,
    @Ctx() { em, proofs, crowding }: ReportContext,
  ): Promise<WorkChallenge> {
    return proofs.challenge(em, purpose, crowding)
  }
}
