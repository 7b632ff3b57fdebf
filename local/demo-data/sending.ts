import { setTimeout as sleep } from 'node:timers/promises'
import { solveChallenge } from '../../client/proof-of-work/solve-challenge.js'
import { inventReport, pick, seededRandom, type Invention, type Random } from './invention.js'

export type Tally = { submitted: number; referred: number; refused: number; seconds: number }

type Place = { code: string; name: string; level: string }

const atOnce = 6
/** Demo staff work in Henan: a share of the reports goes where they can see them. */
const shareOfHenan = 0.25

/**
 * Submits invented reports as a front end would.
 *
 * @param options.progress told after every report
 * @throws Error where the graph refuses what was invented
 */
export async function sendReports(options: {
  graphUrl: string
  count: number
  seed: number
  progress: (done: number, perSecond: number) => void
}): Promise<Tally> {
  const graph = createGraph(options.graphUrl)
  const versions = await currentVersions(graph)
  const random = seededRandom(options.seed)
  const places = createPlaces(graph, random)
  const tally: Tally = { submitted: 0, referred: 0, refused: 0, seconds: 0 }
  const startedMs = performance.now()
  let begun = 0
  let done = 0
  // Invention is one after the other, so that a seed gives the same reports whatever the timing.
  let turn: Promise<unknown> = Promise.resolve()
  const invent = (): Promise<{ place: Place; invention: Invention }> => {
    const next = turn.then(async () => {
      const place = await places()
      return { place, invention: inventReport(random, place.name) }
    })
    turn = next
    return next
  }
  const worker = async (): Promise<void> => {
    while (begun < options.count) {
      begun += 1
      const { place, invention } = await invent()
      count(
        tally,
        await submit(graph, {
          regionCode: place.code,
          formVersion: 2,
          ...invention,
          consent: { ...versions, declaredTrue: true },
        }),
      )
      done += 1
      options.progress(done, (done * 1000) / (performance.now() - startedMs))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { ...tally, seconds: (performance.now() - startedMs) / 1000 }
}

function count(tally: Tally, outcome: string): void {
  if (outcome === 'ReportSubmitted') tally.submitted += 1
  else if (outcome === 'ReportReferred') tally.referred += 1
  else tally.refused += 1
}

type Graph = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>

class TooFast extends Error {}

function createGraph(url: string): Graph {
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as {
      data?: Data
      errors?: { message: string; extensions?: { code?: string } }[]
    }
    if (answer.errors?.some((error) => error.extensions?.code === 'RATE_LIMITED')) throw new TooFast()
    if (answer.errors?.[0] || !answer.data) throw new Error(answer.errors?.[0]?.message ?? 'no data')
    return answer.data
  }
}

async function currentVersions(graph: Graph): Promise<{ noticeVersion: number; privacyVersion: number }> {
  const { reportingNotice, privacyExplanation } = await graph<{
    reportingNotice: { version: number } | null
    privacyExplanation: { version: number } | null
  }>('query DemoVersions { reportingNotice { version } privacyExplanation { version } }')
  if (!reportingNotice || !privacyExplanation) throw new Error('尚未发布举报须知和隐私说明。')
  return { noticeVersion: reportingNotice.version, privacyVersion: privacyExplanation.version }
}

/** Counties all over the country; 港澳台 have no emergency-management department to report to. */
function createPlaces(graph: Graph, random: Random): () => Promise<Place> {
  const known = new Map<string, Promise<Place[]>>()
  const below = (code: string): Promise<Place[]> => {
    const asked =
      known.get(code) ??
      graph<{ regions: Place[] }>(
        'query DemoPlaces($code: ID!) { regions(parentCode: $code) { code name level } }',
        { code },
      ).then(({ regions }) => regions)
    known.set(code, asked)
    return asked
  }
  return async () => {
    const provinces = (await below('000000')).filter(({ code }) => !/^(71|81|82)/.test(code))
    const henan = random() < shareOfHenan ? provinces.find(({ code }) => code === '410000') : undefined
    let place = henan ?? pick(random, provinces)
    while (place.level !== 'COUNTY') {
      const divisions = (await below(place.code)).filter(({ level }) => level !== 'TOWN')
      if (divisions.length === 0) return place
      place = pick(random, divisions)
    }
    return place
  }
}

async function submit(graph: Graph, input: Record<string, unknown>): Promise<string> {
  for (;;) {
    try {
      const proofOfWork = input['mode'] === 'ANONYMOUS' ? await doWork(graph) : null
      const { submitReport } = await graph<{ submitReport: { __typename: string } }>(
        'mutation DemoReport($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }',
        { input: { ...input, proofOfWork } },
      )
      return submitReport.__typename
    } catch (error) {
      if (!(error instanceof TooFast)) throw error
      await sleep(500)
    }
  }
}

async function doWork(graph: Graph): Promise<string> {
  const { requestProofOfWork } = await graph<{ requestProofOfWork: { challenge: string } }>(
    'mutation DemoWork { requestProofOfWork(purpose: SUBMIT_REPORT) { challenge } }',
  )
  return solveChallenge(requestProofOfWork.challenge)
}
