import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse, type GraphQLSchema } from 'graphql'
import { buildSchema, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql'
import { DateTimeScalar } from './date-time.scalar.js'

/** How an entity is found by its key; answers null where the viewer may not know of it. */
export type ReferenceResolver<Context> = (reference: Record<string, unknown>, context: Context) => unknown

export type FederatedSchema = { schema: GraphQLSchema; sdl: string }

/**
 * TypeGraphQL wants one wherever there is a subscription. Ours name their own source by `subscribe`: a broker inside
 * one process would tell the other replicas nothing.
 */
const noPubSub: PubSub = {
  publish: () => {
    throw new Error('subscriptions name their own source')
  },
  subscribe: () => {
    throw new Error('subscriptions name their own source')
  },
}

/**
 * A Federation 2 subgraph from TypeGraphQL classes.
 *
 * @param references reference resolvers by type name; they authorise like any other resolver
 */
export async function buildFederatedSchema<Context>(options: {
  // TypeGraphQL itself takes resolver classes as bare functions.
  resolvers: NonEmptyArray<new (...args: never[]) => object>
  references: Record<string, ReferenceResolver<Context>>
}): Promise<FederatedSchema> {
  const bare = await buildSchema({
    resolvers: options.resolvers,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
    pubSub: noPubSub,
  })
  const printed = printSchemaWithDirectives(bare)
  const imports = ['@key', '@shareable', '@external', '@requires', '@provides', '@inaccessible'].filter(
    (directive) => new RegExp(`${directive}\\b`).test(printed),
  )
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(imports)})`
  const sdl = `${link}\n\n${printed}\n`
  const resolvers = createResolversMap(bare) as Record<string, Record<string, unknown>>
  for (const [type, resolve] of Object.entries(options.references)) {
    resolvers[type] = {
      ...resolvers[type],
      __resolveReference: (reference: Record<string, unknown>, context: Context) =>
        resolve(reference, context),
    }
  }
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]), sdl }
}
