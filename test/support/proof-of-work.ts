import { solveChallenge } from '../../client/proof-of-work/solve-challenge.js'
import { RequestProofOfWorkDocument, type ProofPurpose } from '../operations/generated/graphql.js'
import type { GraphClient } from './graph.js'
import type { SubgraphClient } from './subgraph-client.js'

const request = 'mutation($purpose: ProofPurpose!) { requestProofOfWork(purpose: $purpose) { challenge } }'

/** Work done for one use, as a front end does it. */
export async function proofFor(client: GraphClient, purpose: ProofPurpose): Promise<string> {
  const { requestProofOfWork } = await client.request(RequestProofOfWorkDocument, { purpose })
  return solveChallenge(requestProofOfWork.challenge)
}

/** The same, from the subgraph alone. */
export async function proofFrom(subgraph: SubgraphClient, purpose: ProofPurpose): Promise<string> {
  const { data } = await subgraph.ask({ query: request, variables: { purpose } })
  return solveChallenge((data as { requestProofOfWork: { challenge: string } }).requestProofOfWork.challenge)
}
