import { GraphQLError, type GraphQLSchema } from 'graphql'
import { AndonError } from '../../platform/errors.js'
import type { FetchStep, Step } from './compile-plan.js'
import type { Path } from './complete-answer.js'
import { copyObject, isJsonObject, merge, own, type Json, type JsonObject } from './json.js'
import { locate, locatePaths } from './locate.js'
import { applyRewrites } from './rewrites.js'
import { errorAt, type SubgraphAnswer } from './subgraph-answer.js'

/** Beyond these the client knows that something is amiss; a list of ten thousand would hide what. */
const errorsTold = 100

/** Sends a request to a subgraph on behalf of one operation's viewer. */
export type AskSubgraph = (subgraph: string, body: string, mutation: boolean) => Promise<SubgraphAnswer>

export type PlanRun = {
  schema: GraphQLSchema
  ask: AskSubgraph
  /** As the client gave them. */
  variables: Readonly<Record<string, unknown>>
  /** With defaults, for `@skip` and `@include`. */
  coerced: Readonly<Record<string, unknown>>
  data: JsonObject
  errors: GraphQLError[]
  /** An entity was unknown to the subgraph asked for its fields. */
  missedEntity: boolean
}

/** Runs a plan; what it brings is in `run.data` and `run.errors`. A failing fetch never stops the others. */
export async function runStep(run: PlanRun, step: Step): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const child of step.steps) await runStep(run, child)
      return
    case 'parallel':
      await Promise.all(step.steps.map((child) => runStep(run, child)))
      return
    case 'condition': {
      const chosen = run.coerced[step.variable] === true ? step.then : step.otherwise
      return chosen === undefined ? undefined : runStep(run, chosen)
    }
    case 'fetch':
      return step.writeRepresentation === undefined
        ? fetchRoot(run, step)
        : fetchEntities(run, step, step.writeRepresentation)
  }
}

async function fetchRoot(run: PlanRun, step: FetchStep): Promise<void> {
  const targets = locate(run.data, step.path)
  if (targets.length === 0) return
  const body = `${step.bodyStart}${variablesText(run, step)}}}`
  const prefix = (): Path => locatePaths(run.data, step.path)[0] ?? []
  const answer = await askSafely(run, step, body, () => step.rootKeys.map((key) => [...prefix(), key]))
  if (answer === undefined) return
  for (const error of answer.errors)
    tell(run, errorAt(step.subgraph, error, error.path && [...prefix(), ...error.path]))
  const data = ownData(run, step, answer)
  if (data !== null) for (const target of targets) merge(target, data)
}

async function fetchEntities(
  run: PlanRun,
  step: FetchStep,
  write: NonNullable<FetchStep['writeRepresentation']>,
): Promise<void> {
  const targets = locate(run.data, step.path)
  const places = new Map<string, number>()
  const placeOf = targets.map((target) => {
    const text = write(target)
    if (text === undefined) return -1
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, places.size)
    return places.size - 1
  })
  if (places.size === 0) return
  const representations = rewriteInput(run, step, [...places.keys()].join(','))
  const given = variablesText(run, step)
  const body = `${step.bodyStart}${given}${given === '' ? '' : ','}"representations":[${representations}]}}`
  const answer = await askSafely(run, step, body, () => locatePaths(run.data, step.path))
  if (answer === undefined) return
  tellEntityErrors(run, step, answer, placeOf)
  const entities = own(ownData(run, step, answer) ?? {}, '_entities')
  if (!Array.isArray(entities)) return
  targets.forEach((target, index) => {
    const entity = entities[placeOf[index] ?? -1]
    if (isJsonObject(entity)) merge(target, entity)
    else if (entity === null) run.missedEntity = true
  })
}

/** The answer, or undefined after its failure has been told at every place it leaves empty. */
async function askSafely(
  run: PlanRun,
  step: FetchStep,
  body: string,
  places: () => readonly Path[],
): Promise<SubgraphAnswer | undefined> {
  try {
    return await run.ask(step.subgraph, body, step.mutation)
  } catch (error) {
    const cause = error instanceof Error ? error : new AndonError('INTERNAL_SERVER_ERROR')
    for (const path of places()) tell(run, new GraphQLError(cause.message, { path, originalError: cause }))
    return undefined
  }
}

function tellEntityErrors(
  run: PlanRun,
  step: FetchStep,
  answer: SubgraphAnswer,
  placeOf: readonly number[],
): void {
  if (answer.errors.length === 0) return
  const paths = locatePaths(run.data, step.path)
  for (const error of answer.errors) {
    const [, place, ...rest] = error.path ?? []
    // An error of the request as a whole hits every entity; one of the first is place enough.
    const hit =
      typeof place === 'number' ? paths.filter((_, index) => placeOf[index] === place) : paths.slice(0, 1)
    for (const path of hit) tell(run, errorAt(step.subgraph, error, [...path, ...rest]))
  }
}

function tell(run: PlanRun, error: GraphQLError): void {
  if (run.errors.length < errorsTold) run.errors.push(error)
}

/** The data, copied where others hold it too and a later step will write into it. */
function ownData(run: PlanRun, step: FetchStep, answer: SubgraphAnswer): JsonObject | null {
  if (answer.data === null) return null
  const rewritten = step.outputRewrites.length > 0
  const data = answer.shared && (step.writtenBelow || rewritten) ? copyObject(answer.data) : answer.data
  if (!rewritten) return data
  const rewriteAt = step.writeRepresentation === undefined ? data : own(data, '_entities')
  applyRewrites(run.schema, step.outputRewrites, rewriteAt)
  return data
}

function rewriteInput(run: PlanRun, step: FetchStep, representations: string): string {
  if (step.inputRewrites.length === 0) return representations
  const parsed = JSON.parse(`[${representations}]`) as Json
  applyRewrites(run.schema, step.inputRewrites, parsed)
  return JSON.stringify(parsed).slice(1, -1)
}

function variablesText(run: PlanRun, step: FetchStep): string {
  let text = ''
  for (const name of step.variables) {
    if (!Object.hasOwn(run.variables, name) || run.variables[name] === undefined) continue
    text += `${text === '' ? '' : ','}"${name}":${JSON.stringify(run.variables[name])}`
  }
  return text
}
