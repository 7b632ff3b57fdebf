import { createHash } from 'node:crypto'
import { Supergraph, type Schema } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { parse, type GraphQLSchema } from 'graphql'
import { preparePlannerInput } from './planner-input.js'

/** One version of the supergraph and all that is derived from its text. */
export type Graph = {
  /** SHA-256 of the text. */
  id: string
  sdl: string
  /** What clients see. */
  schema: GraphQLSchema
  apiSchema: Schema
  /** With everything inaccessible: for deciding on runtime types inside a plan. */
  supergraphSchema: GraphQLSchema
  planner: QueryPlanner
  /** Subgraph name → routing URL of the file. */
  subgraphs: ReadonlyMap<string, string>
}

/**
 * Reads a supergraph.
 *
 * @throws when the text is no valid supergraph of a version the planner supports
 */
export function readGraph(sdl: string): Graph {
  const supergraph = Supergraph.build(preparePlannerInput(parse(sdl)), { validateSupergraph: true })
  const apiSchema = supergraph.apiSchema()
  return {
    id: createHash('sha256').update(sdl).digest('hex'),
    sdl,
    schema: apiSchema.toGraphQLJSSchema(),
    apiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    planner: new QueryPlanner(supergraph),
    subgraphs: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
  }
}
