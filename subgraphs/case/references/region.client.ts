import { z } from 'zod'
import type { AskSubgraph } from '../../shared/service-client.js'

/** The department a matter is referred to; null where an authority of the platform answers for it, or nobody. */
export type ReferralTarget = { department: string; legalBasis: string; authorityId: string | null } | null

/** What case asks region, service to service. */
export type RegionDesk = {
  /** Who outside the platform answers for an industry in a place (requirements C19, C20). */
  referralOf: (matter: {
    regionCode: string
    industryCode: string
    matterTypes: readonly string[]
  }) => Promise<ReferralTarget>
}

const query = `query ReferralOf($code: ID!, $industry: ID!, $matters: [MatterType!]!) {
  locateAuthority(regionCode: $code, industryCode: $industry, matterTypes: $matters) {
    __typename
    ... on ReferralLocated { department legalBasis registered: authority { id } }
  }
}`

const shape = z.object({
  locateAuthority: z.union([
    z.object({
      __typename: z.literal('ReferralLocated'),
      department: z.string(),
      legalBasis: z.string(),
      registered: z.object({ id: z.uuid() }).nullable(),
    }),
    z.object({ __typename: z.enum(['AuthorityLocated', 'NoAuthority']) }),
  ]),
})

export function createRegionDesk(ask: AskSubgraph): RegionDesk {
  return {
    referralOf: async ({ regionCode: code, industryCode: industry, matterTypes: matters }) => {
      const { locateAuthority: located } = await ask({ query, variables: { code, industry, matters }, shape })
      if (located.__typename !== 'ReferralLocated') return null
      const { department, legalBasis, registered } = located
      return { department, legalBasis, authorityId: registered?.id ?? null }
    },
  }
}
