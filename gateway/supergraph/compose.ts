import { readFile, writeFile } from 'node:fs/promises'
import { composeServices } from '@apollo/composition'
import { parse, printSchema, type DocumentNode } from 'graphql'
import { readGraph } from './graph.js'
import { requirementsWithArguments } from './planner-input.js'

/** Where each subgraph's committed SDL lies, from the root of the checkout. */
const schemaFiles = {
  report: 'subgraphs/report/schema.graphql',
  case: 'subgraphs/case/schema.graphql',
  region: 'subgraphs/region/schema.graphql',
  statistics: 'subgraphs/statistics/schema.graphql',
  content: 'cms/src/content-subgraph/schema.graphql',
} as const

/** For people at a terminal: composes the committed schemas into the two files next to this one. */
async function compose(): Promise<void> {
  const services = await Promise.all(
    Object.entries(schemaFiles).map(async ([name, file]) => ({
      name,
      // A placeholder: a running gateway takes addresses from its settings.
      url: `http://${name}.andon.invalid/graphql`,
      typeDefs: await readSchema(file),
    })),
  )
  const composed = composeServices(services)
  if (composed.errors !== undefined) {
    tell('errors', composed.errors)
    return
  }
  const sdl = `${composed.supergraphSdl.trimEnd()}\n`
  const traps = requirementsWithArguments(parse(sdl)).map((message) => ({ message }))
  if (traps.length > 0) {
    tell('errors', traps)
    return
  }
  const { schema } = readGraph(sdl)
  await writeFile('gateway/supergraph/supergraph.graphql', sdl)
  await writeFile('gateway/supergraph/api.graphql', `${printSchema(schema)}\n`)
  for (const hint of composed.hints) print(`hint: ${hint.message}`)
  print(`composed ${String(services.length)} subgraphs: supergraph.graphql and api.graphql are written`)
}

async function readSchema(file: string): Promise<DocumentNode> {
  return parse(await readFile(file, 'utf8'))
}

function tell(what: string, problems: readonly { message: string }[]): void {
  print(`the subgraphs do not compose, nothing is written; ${what}:`)
  for (const { message } of problems) print(`- ${message}`)
  process.exitCode = 1
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await compose()
